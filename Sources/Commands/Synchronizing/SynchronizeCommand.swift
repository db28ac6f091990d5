import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

/// Save & Synchronize without the screen.
struct SynchronizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synchronize",
        abstract: "Creates an account at the vendor: what Save & Synchronize does.",
        discussion:
            "Fields are named by the vendor's option ID or their label; --set parent=CODE chooses another parent."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code.")
    var code: String?
    @Option(help: "The provisioning system.")
    var system: String?
    @Option(help: "Apply a plan: what plan --json printed; - reads standard input.")
    var plan: String?
    @Option(help: "With --plan: the most requests to begin in a second; 0 for no limit.", transform: Numbers.rate)
    var rate: Double?
    @Option(help: "With --plan: the most accounts under way at once.", transform: Numbers.inFlight)
    var inFlight: Int?
    @Option(help: "With --plan: send only what was refused or not sent (failed).")
    var retry: RetrySelection?
    @Option(help: ArgumentHelp("A field's value; else it is prefilled. May be repeated.", valueName: "field=value"))
    var set: [String] = []
    @Flag(help: "Check everything, ask whether it exists, and send nothing.")
    var dryRun = false
    @Flag(help: "If the account is at the vendor already, link it.")
    var adopt = false
    @Flag(help: "Synchronize it although its reseller's Storefront manages it.")
    var storefrontToo = false
    @Option(help: "Where a generated password is kept: a new file.")
    var passwordFile: String?
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard plan == nil else { return try validatePlan() }
        guard code != nil, system != nil else {
            throw ValidationError("Name an account and its --system, or give a --plan.")
        }
        guard rate == nil, inFlight == nil, retry == nil else {
            throw ValidationError("--rate, --in-flight and --retry go with --plan.")
        }
        try Setting.check(set)
    }

    /// What a plan says is not said again on the command line.
    private func validatePlan() throws {
        guard code == nil, system == nil, set.isEmpty, !adopt, !storefrontToo, !dryRun, passwordFile == nil else {
            throw ValidationError(
                "--plan already contains these; only --rate, --in-flight, --retry and --json may be added."
            )
        }
    }

    func run() throws {
        try Blocking.run(ended: "Nothing was sent.") { [self] in
            let opened = try await workspace.open()
            if let plan {
                let bulk = BulkCommand(
                    planFile: plan,
                    rate: rate,
                    inFlight: inFlight,
                    retriesFailed: retry == .failed,
                    isJSON: json
                )
                return try await bulk.run(in: opened)
            }
            guard let code, let system else { throw ExitCode.validationFailure }
            let account = try await opened.account(code).account
            let registered = try await opened.system(system)
            var form = try await opened.form(account.id, registered)
            if let link = form.situation.link {
                switch link.state {
                case .synchronized: return try tell(try await comparing(form, with: link, in: opened), form)
                case .inDoubt where !dryRun: return try await resolve(form, in: opened)
                default: break
                }
            }
            try await form.apply(set, in: opened)
            if dryRun { return try await rehearse(form, in: opened) }
            try await send(form, in: opened)
        }
    }

    /// Its own earlier attempt is in doubt: exists is asked once.
    private func resolve(_ form: SyncForm, in opened: Workspace) async throws {
        let system = form.situation.system
        guard let link = form.situation.link,
            let open = try await opened.synchronizer.openCases(on: system.name)
                .first(where: { $0.link.account == link.account })
        else { throw Failure(.tryLater, "\(form.account.name) has just changed.", cure: "Try again.") }
        switch try await opened.synchronizer.resolve(open, on: system) {
        case .adopted(let link): try tell(.adopted(link), form)
        case .conflict(let link, let holder): try tell(.conflict(link, holder: holder), form)
        case .moved(let link): try tell(link.map(Conclusion.claimed) ?? .changed([.link]), form)
        case .stillInDoubt(let link, let resolution, let verdict):
            let notice = Notice(.stillInDoubt(link, resolution, verdict), of: open)
            if json {
                try Output.json(ConclusionJSON(form, state: .inDoubt, notice: notice, link: link))
            } else {
                Output.message(notice)
            }
            throw ExitCode.tryLater
        }
    }

    private func rehearse(_ form: SyncForm, in opened: Workspace) async throws {
        let findings = try await opened.synchronizer.preflight(form, allowsStorefront: storefrontToo)
        let verdict = await opened.synchronizer.askExists(form)
        if json {
            try Output.json(
                RehearsalJSON(
                    form: FormJSON(form, findings),
                    sendable: !findings.blocks && verdict.isAbsent,
                    exists: verdict.phrase
                )
            )
        } else {
            form.print(findings)
            Output.line("exists: \(verdict.phrase)")
            Output.line("Nothing was sent.")
        }
        if findings.blocks { throw ExitCode.blocked }
        switch verdict {
        case .absent: break
        case .present, .refused: throw ExitCode.refused
        case .throttled: throw ExitCode.tryLater
        case .unreachable, .unclear: throw ExitCode.unavailable
        }
    }

    /// The code of the parent that was in the request, or empty.
    private func parentSent(_ form: SyncForm, in opened: Workspace) async throws -> String {
        guard let parent = form.situation.link?.parent else { return "" }
        return try await opened.accounts.row(id: parent)?.account.code.rawValue ?? ""
    }

    /// What there is to say of a synchronized account: values that are named and differ from those sent are no success.
    private func comparing(_ form: SyncForm, with link: Link, in opened: Workspace) async throws -> Conclusion {
        var wanted = form
        var differences: [ValueDifference] = []
        for assignment in set {
            let setting = Setting(assignment: assignment)
            guard !setting.isParent else {
                let sent = try await parentSent(form, in: opened)
                if setting.value != sent {
                    differences.append(ValueDifference(label: "Parent Account", sent: sent, asked: setting.value))
                }
                continue
            }
            try wanted.set(setting.name, to: setting.value)
        }
        for (old, new) in zip(form.fields, wanted.fields) where old.value != new.value {
            differences.append(ValueDifference(label: old.label, sent: old.shownValue, asked: new.shownValue))
        }
        return differences.isEmpty ? .alreadySynchronized(link) : .synchronizedOtherwise(link, differences)
    }

    func tell(_ conclusion: Conclusion, _ form: SyncForm, isPasswordLost: Bool = false) throws {
        let notice = Notice(command: conclusion, of: form)
        if json {
            try Output.json(ConclusionJSON(form, conclusion, notice))
        } else if conclusion.exitCode == .success {
            for line in notice.lines { Output.line(line) }
        } else {
            Output.message(notice)
            if case .atVendor = conclusion {
                let (code, system) = (form.account.code.inShell, form.situation.system.name.inShell)
                Output.message("  account-sync synchronize \(code) --system \(system) --adopt")
            }
        }
        if conclusion.exitCode != .success { throw conclusion.exitCode }
        if isPasswordLost { throw ExitCode.passwordLost }
    }
}

struct RehearsalJSON: Encodable {
    var form: FormJSON
    var sendable: Bool
    var exists: String
}
