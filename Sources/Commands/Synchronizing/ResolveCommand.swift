import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

/// Ends what is in doubt, at the vendor already, or in conflict.
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Asks about accounts in doubt, and adopts, sends again or abandons them."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The codes of accounts.")
    var codes: [String] = []
    @Flag(help: "All that need a decision.")
    var all = false
    @Option(help: "The provisioning system.")
    var system: String
    @Option(help: ArgumentHelp("Link the id that exists names, or the given one.", valueName: "id"))
    var adopt: String?
    @Flag(help: "Send a second time, once exists said often and late enough that it is not there.")
    var sendAgain = false
    @Flag(help: "Give the accounts up; nothing is ever sent for them again.")
    var abandon = false
    @Flag(help: "Do not ask: it is meant.")
    var yes = false
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard all != !codes.isEmpty else { throw ValidationError("Name accounts, or say --all.") }
        guard [adopt != nil, sendAgain, abandon].count(where: { $0 }) <= 1 else {
            throw ValidationError("Only one of --adopt, --send-again, --abandon.")
        }
        guard adopt == nil || adopt == CommandLineWords.found || codes.count == 1 else {
            throw ValidationError("An id can be adopted for one account only.")
        }
        guard !sendAgain || yes else {
            throw ValidationError("--send-again may create a second account: say --yes too.")
        }
        guard !abandon || yes else { throw ValidationError("--abandon cannot be undone: say --yes too.") }
    }

    func run() throws {
        try Blocking.run { [self] in
            let opened = try await workspace.open()
            let system = try await opened.system(system)
            let sends = SendsUnderWay(
                on: system.name,
                idle: "Ended; what was asked and decided until now is written down."
            )
            EndRequests.answer { sends.answer($0, isFirst: $1) }
            var results: [ResolutionJSON] = []
            var code = ExitCode.success
            let cases = try await cases(opened, system)
            for (index, open) in cases.enumerated() {
                guard !sends.isEnding else {
                    Output.message("Ended as asked; \(cases.count - index) were not looked at.")
                    code = .tryLater
                    break
                }
                let result = try await decide(open, system, opened, sends)
                results.append(ResolutionJSON(open, result))
                if !json { Output.line(result.notice.lines.joined(separator: " ")) }
                if result.code != .success { code = result.code }
            }
            if json { try Output.json(results) } else if results.isEmpty { Output.line("Nothing needs a decision.") }
            if code != .success { throw code }
        }
    }

    fileprivate struct Result {
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
                throw Failure(
                    .blocked,
                    "\(account.name) needs no decision at \(system.name).",
                    cure: "account-sync status \(code) shows its state."
                )
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
    ) async throws -> Result {
        if abandon { return result(try await opened.synchronizer.abandon(open.link), open) }
        if sendAgain { return try await sendAgain(open, system, opened, sends) }
        if let adopt { return try await link(adopt, open, system, opened) }
        guard open.link.state == .inDoubt else {
            var notice = Notice(open)
            notice.details.append("Exists: \(await opened.synchronizer.askExists(about: open, on: system).phrase).")
            return Result(notice: notice, code: .refused, link: open.link)
        }
        return result(try await opened.synchronizer.resolve(open, on: system), open)
    }

    private func link(
        _ id: String,
        _ open: OpenCase,
        _ system: ProvisioningSystem,
        _ opened: Workspace
    ) async throws -> Result {
        let given = try id == CommandLineWords.found ? nil : ExternalID(named: id, as: "id")
        let verdict = await opened.synchronizer.askExists(about: open, on: system)
        let found: ExternalID? = if case .present(let id) = verdict { id } else { nil }
        guard let given else {
            guard let wanted = found else {
                return Result(
                    notice: Notice(
                        .bad,
                        "\(open.relative.account.name) cannot be adopted; exists: \(verdict.phrase).",
                        cure: "Name the id from the vendor's portal: --adopt ID --yes."
                    ),
                    code: .tryLater,
                    link: open.link
                )
            }
            return result(try await opened.synchronizer.adopt(wanted, for: open.link, confirmed: true), open)
        }
        guard found == given || yes else {
            return Result(
                notice: Notice(
                    .bad,
                    "Exists does not confirm \(given) for \(open.relative.account.name): \(verdict.phrase).",
                    cure: "If you are sure, say --yes: it is then marked unconfirmed."
                ),
                code: .refused,
                link: open.link
            )
        }
        return result(
            try await opened.synchronizer.adopt(given, for: open.link, confirmed: found == given),
            open
        )
    }

    /// Sends again what exists said often and late enough is not there; if the wait is over and only the last answer is missing, it
    /// is asked for here.
    private func sendAgain(
        _ open: OpenCase,
        _ system: ProvisioningSystem,
        _ opened: Workspace,
        _ sends: SendsUnderWay
    ) async throws -> Result {
        guard open.link.state == .inDoubt else { return tooEarly(open, Notice(open)) }
        if await !opened.synchronizer.resolution(of: open, on: system).allowsSendingAgain {
            let resolved = try await opened.synchronizer.resolve(open, on: system)
            guard case .stillInDoubt(_, let resolution, _) = resolved else { return result(resolved, open) }
            guard resolution.allowsSendingAgain else { return tooEarly(open, Notice(resolved, of: open)) }
        }
        let form = try await opened.form(open.link.account, system).sendable
        let account = form.account.code
        let conclusion = await opened.synchronizer.sendAgain(form) { sends.note(account, $0) }
        sends.ended(account)
        if conclusion.password != nil { Output.message(SynchronizeCommand.unkept) }
        return Result(notice: Notice(command: conclusion, of: form), code: conclusion.exitCode, link: conclusion.link)
    }

    private func tooEarly(_ open: OpenCase, _ notice: Notice) -> Result {
        let why = [notice.headline, notice.cure].compactMap(\.self)
        return Result(
            notice: Notice(.bad, "\(open.relative.account.name) cannot be sent again yet.", details: why),
            code: .tryLater,
            link: open.link
        )
    }

    private func result(_ verdict: OutcomeVerdict, _ open: OpenCase) -> Result {
        let notice = Notice(verdict, of: open.link, named: open.relative.account.name)
        return switch verdict {
        case .recorded(let link): Result(notice: notice, code: .success, link: link)
        case .conflict(let link, _): Result(notice: notice, code: .refused, link: link)
        case .stale(let link): Result(notice: notice, code: .tryLater, link: link)
        }
    }

    private func result(_ resolved: Resolved, _ open: OpenCase) -> Result {
        let notice = Notice(resolved, of: open)
        return switch resolved {
        case .adopted(let link): Result(notice: notice, code: .success, link: link)
        case .conflict(let link, _): Result(notice: notice, code: .refused, link: link)
        case .stillInDoubt(let link, _, _): Result(notice: notice, code: .tryLater, link: link)
        case .moved(let link):
            Result(notice: notice, code: link?.state == .synchronized ? .success : .tryLater, link: link)
        }
    }

    struct ResolutionJSON: Encodable {
        var code, name, state: String
        var externalId: String?
        var message: String
        var details: [String]
        var cure: String?

        fileprivate init(_ open: OpenCase, _ result: Result) {
            code = open.relative.account.code.rawValue
            name = open.relative.account.name
            state = result.link?.state.rawValue ?? SyncState.notSynchronized.rawValue
            externalId = result.link?.externalID?.rawValue
            message = result.notice.headline
            details = result.notice.details
            cure = result.notice.cure
        }
    }
}
