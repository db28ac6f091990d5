/// What is attacked: a workspace prepared by some steps, and a command.
package struct Scenario: Sendable, Codable, Hashable {
    /// A step of the preparation, undisturbed unless it says so.
    package enum Step: Sendable, Codable, Hashable {
        /// A command that must end with this exit code.
        case run(Command, Int32 = 0)
        /// A command that is killed while its request is at the vendor, which executes it or not.
        case killedWhileSending(Command, executed: Bool)
        /// A command whose request is executed and whose answer never comes.
        case leftInDoubt(Command, executed: Bool)
        /// A plan of everything, which the command calls `PLAN`.
        case plan(Command)
    }

    package var name: String
    package var resellers: Int
    package var customers: Int
    package var preparation: [Step]
    /// The command under attack.
    package var command: Command
    package var aftermath: [Command]
    /// The accounts whose state is counted; nil means all.
    package var codes: [String]?
    /// Whether somebody asks to adopt what the exists call found.
    package var adopts: Bool

    package init(
        _ name: String,
        resellers: Int = 1,
        customers: Int = 1,
        preparation: [Step] = [],
        command: Command,
        aftermath: [Command],
        codes: [String]? = nil,
        adopts: Bool = false
    ) {
        self.name = name
        self.resellers = resellers
        self.customers = customers
        self.preparation = preparation
        self.command = command
        self.aftermath = aftermath
        self.codes = codes
        self.adopts = adopts
    }
}

extension Scenario {
    private static let reseller: Command = "synchronize R-1 --system Box"
    private static let customer: Command = "synchronize C-1-1 --system Box"
    private static let fetch = Step.run("options R-1 --system Box")

    package static let single = Scenario(
        "single",
        preparation: [fetch],
        command: reseller,
        aftermath: [reseller],
        codes: ["R-1"]
    )
    /// A reseller, before anything is known about the vendor's fields.
    package static let first = Scenario("first", command: reseller, aftermath: [reseller], codes: ["R-1"])
    /// A customer, whose reseller is synchronized.
    package static let child = Scenario(
        "child",
        preparation: [fetch, .run(reseller)],
        command: customer,
        aftermath: [customer],
        codes: ["R-1", "C-1-1"]
    )
    /// An account in doubt that the vendor has.
    package static let resolve = Scenario(
        "resolve",
        preparation: [fetch, .leftInDoubt(reseller, executed: true)],
        command: "resolve R-1 --system Box",
        aftermath: ["resolve --all --system Box"],
        codes: ["R-1"]
    )
    /// An account in doubt that the vendor does not have.
    package static let resolveAbsent = Scenario(
        "resolve-absent",
        preparation: [fetch, .leftInDoubt(reseller, executed: false)],
        command: "resolve R-1 --system Box",
        aftermath: ["resolve --all --system Box"],
        codes: ["R-1"]
    )
    /// The restart after a kill during a send that the vendor executed.
    package static let recovery = Scenario(
        "recovery",
        preparation: [fetch, .killedWhileSending(reseller, executed: true)],
        command: "status R-1",
        aftermath: [reseller],
        codes: ["R-1"]
    )
    /// Another try after a kill during a send that the vendor did not execute.
    package static let again = Scenario(
        "again",
        preparation: [fetch, .killedWhileSending(reseller, executed: false)],
        command: reseller,
        aftermath: [reseller],
        codes: ["R-1"]
    )
    /// The adoption of an account that was there before.
    package static let adopt = Scenario(
        "adopt",
        preparation: [fetch, .leftInDoubt(reseller, executed: true)],
        command: "resolve R-1 --system Box --adopt",
        aftermath: ["status R-1"],
        codes: ["R-1"],
        adopts: true
    )
    /// Abandoning an account.
    package static let abandon = Scenario(
        "abandon",
        preparation: [fetch, .leftInDoubt(reseller, executed: true)],
        command: "resolve R-1 --system Box --abandon --yes",
        aftermath: [reseller],
        codes: ["R-1"]
    )

    private static let everything = Step.plan(Command(["plan", "--all", "--system", "Box", "--json"]))
    private static let apply: Command = "synchronize --plan PLAN --rate 0 --in-flight 4"

    package static func bulk(resellers: Int, customers: Int) -> Scenario {
        Scenario(
            resellers == 2 ? "bulk" : "bulk-\(resellers)",
            resellers: resellers,
            customers: customers,
            preparation: [fetch, everything],
            command: apply,
            aftermath: [apply]
        )
    }

    package static let bulk = bulk(resellers: 2, customers: 2)
    /// A bulk run that goes on after a kill.
    package static let resumedBulk = Scenario(
        "resumed-bulk",
        resellers: 2,
        customers: 2,
        preparation: [fetch, everything, .killedWhileSending(apply, executed: true)],
        command: apply,
        aftermath: [apply]
    )
    /// Asking about everything in doubt.
    package static let resolveAll = Scenario(
        "resolve-all",
        resellers: 3,
        customers: 0,
        preparation: [
            fetch, .leftInDoubt("synchronize R-1 --system Box", executed: true),
            .leftInDoubt("synchronize R-2 --system Box", executed: false),
            .leftInDoubt("synchronize R-3 --system Box", executed: true),
        ],
        command: "resolve --all --system Box",
        aftermath: ["resolve --all --system Box"]
    )

    package static let all = [
        single, child, recovery, resolve, bulk, first, again, resolveAbsent, adopt, abandon, resumedBulk, resolveAll,
    ]
}
