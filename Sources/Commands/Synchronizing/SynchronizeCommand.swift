import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct SynchronizeCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "synchronize",
        abstract: "Creates an account at the vendor: what Save & Synchronize does.",
        usage: """
            account-sync synchronize CODE --system SYSTEM [--set FIELD=VALUE]... [--dry-run] [--adopt] \
            [--storefront-too] [--password-file FILE] [--json]
            account-sync synchronize --plan FILE [--rate N] [--in-flight N] [--retry failed] [--rejects FILE] \
            [--successes FILE] [--json]
            """,
        discussion:
            "Fields are named by the vendor's option ID or their label; --set parent=CODE chooses another parent."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code.")
    var code: String?
    @Option(help: "The provisioning system.")
    var system: String?
    @Option(
        help: ArgumentHelp("Apply a plan: what plan --json printed; - reads standard input.", valueName: "file"),
        completion: .file()
    )
    var plan: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --plan: the most requests to begin in a second, 0.01 to 1000, or 0 for no limit; the registration's unless given.",
            valueName: "n"
        ),
        transform: Numbers.rate
    )
    var rate: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --plan: the most accounts under way at once, 1 to 256; the registration's unless given.",
            valueName: "n"
        ),
        transform: Numbers.inFlight
    )
    var inFlight: Int?
    @Option(help: "With --plan: send only what was refused or not sent (failed).")
    var retry: RetrySelection?
    @Option(
        help: ArgumentHelp(
            "With --plan: the file for what is not synchronized, with the reasons, as plan --from reads it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var rejects: String?
    @Option(
        help: ArgumentHelp(
            "With --plan: the file for the accounts that are synchronized, with their ids at the vendor.",
            valueName: "file"
        ),
        completion: .file()
    )
    var successes: String?
    @Option(help: ArgumentHelp("A field's value; else it is prefilled. May be repeated.", valueName: "field=value"))
    var set: [String] = []
    @Flag(help: "Check everything, ask whether it exists, and send nothing.")
    var dryRun = false
    @Flag(help: "If the account is at the vendor already, link it.")
    var adopt = false
    @Flag(help: "Synchronize it although its reseller's Storefront manages it.")
    var storefrontToo = false
    @Option(
        help: ArgumentHelp("Where a generated password is kept: a new file.", valueName: "file"),
        completion: .file()
    )
    var passwordFile: String?
    @OptionGroup var output: JSONOption

    var changes: Bool { !dryRun }

    func validate() throws {
        guard plan == nil else { return try validatePlan() }
        guard code != nil, system != nil else {
            throw ValidationError("Name an account and its --system, or give a --plan.")
        }
        guard rate == nil, inFlight == nil, retry == nil, rejects == nil, successes == nil else {
            throw ValidationError("--rate, --in-flight, --retry, --rejects and --successes go with --plan.")
        }
        guard passwordFile != "-" else { throw ValidationError("--password-file needs a file, not -.") }
        try Setting.check(set)
    }

    /// What a plan already says must not be repeated on the command line.
    private func validatePlan() throws {
        guard code == nil, system == nil, set.isEmpty, !adopt, !storefrontToo, !dryRun, passwordFile == nil else {
            throw ValidationError(
                "A plan names its accounts, their system and values itself; only --rate, --in-flight, --retry, --rejects, --successes and --json may be added."
            )
        }
        guard rejects != "-", successes != "-" else {
            throw ValidationError("--rejects and --successes need a file, not -.")
        }
    }

    static var ended: String { Phrases.nothingSent }

    func run(in opened: Workspace) async throws -> any Report {
        if let plan {
            let files = try RunFiles(rejects: rejects, successes: successes, plan: plan)
            let application = PlanApplication(
                plan: try PlanFile.read(plan),
                rate: rate,
                inFlight: inFlight,
                retriesFailed: retry == .failed,
                isJSON: json,
                files: files
            )
            return try await application.run(in: opened)
        }
        guard let code, let system else { throw ExitCode.validationFailure }
        let account = try await opened.account(code).account
        // The form is made from what the BSS has now, since nobody has looked at what it had before.
        let freshness = try await opened.readAgain(account.id)
        var form = try await opened.form(account.id, try await opened.system(system))
        let settings = set.map(Setting.init(assignment:))
        switch try await opened.synchronizer.earlier(form, named: settings, asks: !dryRun) {
        case .concluded(let conclusion): return SubmissionReport(form, conclusion)
        case .inDoubt(let open, let resolved): return SubmissionReport(form, open, resolved)
        case nil: break
        }
        try await form.apply(settings, in: opened)
        guard dryRun else { return try await send(form, in: opened) }
        let findings = try await opened.synchronizer.preflight(form, allowsStorefront: storefrontToo)
        let verdict = await opened.synchronizer.askExists(form)
        return Rehearsal(form: form, findings: findings, verdict: verdict, freshness: freshness)
    }
}

enum RetrySelection: String, ExpressibleByArgument, CaseIterable {
    case failed
}
