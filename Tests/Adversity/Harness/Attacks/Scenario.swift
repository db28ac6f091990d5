/// What is attacked: a workspace prepared by some steps, and a command.
package struct Scenario: Sendable, Codable, Hashable {
    /// A step of the preparation, unharmed unless it says so.
    package enum Step: Sendable, Codable, Hashable {
        /// A command that must end with a code.
        case run(Command, Int32 = 0)
        /// A command that is killed while its request is at the vendor, who executes it or not.
        case killedWhileSending(Command, executed: Bool)
        /// A command whose request is executed and whose answer never comes.
        case leftInDoubt(Command, executed: Bool)
        /// A plan of everything, which the command names as `PLAN`.
        case plan(Command)
    }

    /// A short name.
    package var name: String
    /// How many resellers there are.
    package var resellers: Int
    /// How many customers each of them has.
    package var customers: Int
    /// How the workspace is made ready.
    package var preparation: [Step]
    /// What is attacked.
    package var command: Command
    /// What is run after the restart.
    package var aftermath: [Command]
    /// The accounts whose state is counted; nil: all.
    package var codes: [String]?
    /// Whether somebody asks to adopt what exists found.
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

    /// A reseller.
    package static let single = Scenario(
        "single",
        preparation: [fetch],
        command: reseller,
        aftermath: [reseller],
        codes: ["R-1"]
    )
    /// A reseller, with nothing known of the vendor's fields.
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
    /// The restart after a kill in the middle of a send that the vendor executed.
    package static let recovery = Scenario(
        "recovery",
        preparation: [fetch, .killedWhileSending(reseller, executed: true)],
        command: "status R-1",
        aftermath: [reseller],
        codes: ["R-1"]
    )
    /// Another try after a kill in the middle of a send that the vendor did not execute.
    package static let again = Scenario(
        "again",
        preparation: [fetch, .killedWhileSending(reseller, executed: false)],
        command: reseller,
        aftermath: [reseller],
        codes: ["R-1"]
    )
    /// An adoption of what was there before.
    package static let adopt = Scenario(
        "adopt",
        preparation: [fetch, .leftInDoubt(reseller, executed: true)],
        command: "resolve R-1 --system Box --adopt",
        aftermath: ["status R-1"],
        codes: ["R-1"],
        adopts: true
    )
    /// Giving an account up.
    package static let abandon = Scenario(
        "abandon",
        preparation: [fetch, .leftInDoubt(reseller, executed: true)],
        command: "resolve R-1 --system Box --abandon --yes",
        aftermath: [reseller],
        codes: ["R-1"]
    )

    private static let everything = Step.plan(Command(["plan", "--all", "--system", "Box", "--json"]))
    private static let apply: Command = "synchronize --plan PLAN --rate 0 --in-flight 4"

    /// Many accounts by a plan.
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

    /// A few accounts by a plan.
    package static let bulk = bulk(resellers: 2, customers: 2)
    /// A bulk that goes on after a kill.
    package static let resumedBulk = Scenario(
        "resumed-bulk",
        resellers: 2,
        customers: 2,
        preparation: [fetch, everything, .killedWhileSending(apply, executed: true)],
        command: apply,
        aftermath: [apply]
    )
    /// All that is in doubt is asked about.
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
