import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct ResolveCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Asks about accounts in doubt, and adopts, sends again or abandons them."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: ArgumentHelp("The codes of accounts.", valueName: "code"))
    var codes: [String] = []
    @Flag(help: "All that need a decision.")
    var all = false
    @OptionGroup var system: SystemOption
    @Option(
        defaultAsFlag: AdoptedID.found,
        parsing: .next,
        help: ArgumentHelp("Link the id that the exists call finds, or the given one.", valueName: "id")
    )
    var adopt: AdoptedID? = nil
    @Flag(help: "Send a second time, once the vendor has said often and late enough that it is not there.")
    var sendAgain = false
    @Flag(help: "Abandon the accounts; nothing is ever sent for them again.")
    var abandon = false
    @OptionGroup var confirmation: ConfirmationOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard codes.isEmpty || !all else { throw ValidationError("Codes and --all exclude each other.") }
        guard all || !codes.isEmpty else { throw ValidationError("Name accounts, or say --all.") }
        guard [adopt != nil, sendAgain, abandon].count(where: { $0 }) <= 1 else {
            throw ValidationError("Only one of --adopt, --send-again, --abandon.")
        }
        guard adopt == nil || adopt == .found || codes.count == 1 else {
            throw ValidationError("An id can be adopted for one account only.")
        }
        guard !sendAgain || confirmation.yes else {
            throw ValidationError("--send-again may create a second account: say --yes too.")
        }
        guard !abandon || confirmation.yes else { throw ValidationError("--abandon cannot be undone: say --yes too.") }
    }

    func run(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system)
        let sends = SendsUnderWay(on: system.name, idle: Phrases.decidedSoFar)
        EndRequests.answer { sends.answer($0, isFirst: $1) }
        var report = ResolveReport()
        let cases = try await cases(opened, system)
        for (index, open) in cases.enumerated() {
            guard !sends.isEnding else {
                Output.message(Phrases.notLookedAt(cases.count - index))
                report.exitCode = .tryLater
                break
            }
            let decision = try await decide(open, system, opened, sends)
            report.add(decision, of: open)
            // Each decision is printed at once, since the next one may take a while.
            if !json { Output.line(decision.notice.lines.joined(separator: " ")) }
        }
        return report
    }

    struct Decision {
        var notice: Notice
        var code: ExitCode
        var link: Link?
    }

    private func cases(_ opened: Workspace, _ system: ProvisioningSystem) async throws -> [OpenCase] {
        guard !all else { return try await opened.synchronizer.openCases(on: system.name) }
        var named: [OpenCase] = []
        for code in codes {
            let account = try await opened.account(code).account
            guard let found = try await opened.cases.openCase(of: account.id, on: system.name) else {
                throw CommandProblem.decided(account, system.name)
            }
            named.append(found)
        }
        return named
    }

    private func decide(
        _ open: OpenCase,
        _ system: ProvisioningSystem,
        _ opened: Workspace,
        _ sends: SendsUnderWay
    ) async throws -> Decision {
        let synchronizer = opened.synchronizer
        if abandon { return Decision(try await synchronizer.abandon(open.link), open) }
        if sendAgain { return try await sendAgain(open, system, opened, sends) }
        if let adopt { return try await link(adopt, open, system, opened) }
        guard open.link.state == .inDoubt else {
            let verdict = await synchronizer.askExists(about: open, on: system)
            return Decision(notice: .asked(open, verdict), code: .refused, link: open.link)
        }
        return Decision(try await synchronizer.resolve(open, on: system), open)
    }

    private func link(
        _ id: AdoptedID,
        _ open: OpenCase,
        _ system: ProvisioningSystem,
        _ opened: Workspace
    ) async throws -> Decision {
        let synchronizer = opened.synchronizer
        let given: ExternalID? = if case .given(let text) = id { try ExternalID(named: text, as: "id") } else { nil }
        let account = open.relative.account
        if let given, let holder = open.holder(of: given) {
            return Decision(OutcomeVerdict.conflict(open.link, holder: holder), open)
        }
        let verdict = await synchronizer.askExists(about: open, on: system)
        let found: ExternalID? = if case .present(let id) = verdict { id } else { nil }
        // An id in another spelling than the vendor's is the vendor's.
        let isConfirmed = found != nil && (given == nil || given?.folded == found?.folded)
        guard let wanted = isConfirmed ? found : given else {
            return Decision(notice: .notFound(account, verdict), code: .tryLater, link: open.link)
        }
        // `--adopt R-2 R-1` meant two accounts: a code is no id, unless the vendor says so.
        if !isConfirmed, let other = try await opened.accounts.row(code: AccountCode(wanted.rawValue))?.account {
            return Decision(notice: .isCode(of: other, for: account, at: system.name), code: .usage, link: open.link)
        }
        guard isConfirmed || confirmation.yes else {
            return Decision(notice: .notConfirmed(wanted, for: account, verdict), code: .refused, link: open.link)
        }
        return Decision(try await synchronizer.adopt(wanted, for: open.link, confirmed: isConfirmed), open)
    }

    /// Sends an account again that the exists call has reported missing often and late enough; if the wait is over and
    /// only the last exists call is missing, it is made here.
    private func sendAgain(
        _ open: OpenCase,
        _ system: ProvisioningSystem,
        _ opened: Workspace,
        _ sends: SendsUnderWay
    ) async throws -> Decision {
        guard open.link.state == .inDoubt else { return tooEarly(open, Notice(open)) }
        if await !opened.synchronizer.resolution(of: open, on: system).allowsSendingAgain {
            let resolved = try await opened.synchronizer.resolve(open, on: system)
            guard case .stillInDoubt(_, let resolution, _) = resolved else { return Decision(resolved, open) }
            guard resolution.allowsSendingAgain else { return tooEarly(open, Notice(resolved, of: open)) }
        }
        let form = try await opened.form(open.link.account, system).sendable
        let account = form.account.code
        let conclusion = await opened.synchronizer.sendAgain(form, patience: Synchronizer.patience) {
            sends.note(account, $0)
        }
        sends.ended(account)
        if conclusion.password != nil { Output.message(Phrases.unkept) }
        let notice = Notice(command: conclusion, of: form)
        return Decision(notice: notice, code: conclusion.exitCode, link: conclusion.link)
    }

    private func tooEarly(_ open: OpenCase, _ notice: Notice) -> Decision {
        Decision(notice: .tooEarly(open.relative.account, since: notice), code: .tryLater, link: open.link)
    }
}

extension ResolveCommand.Decision {
    fileprivate init(_ verdict: OutcomeVerdict, _ open: OpenCase) {
        let notice = Notice(verdict, of: open.link, named: open.relative.account.name)
        self.init(notice: notice, code: verdict.exitCode, link: Conclusion(verdict).link)
    }

    fileprivate init(_ resolved: Resolved, _ open: OpenCase) {
        self.init(notice: Notice(resolved, of: open), code: resolved.exitCode, link: resolved.link)
    }
}

enum AdoptedID: ExpressibleByArgument, Hashable, Sendable, CustomStringConvertible {
    /// The id that the exists call names: the option has no value.
    case found
    case given(String)

    init(argument: String) { self = .given(argument) }

    var description: String {
        switch self {
        case .found: "found"
        case .given(let id): id
        }
    }
}
