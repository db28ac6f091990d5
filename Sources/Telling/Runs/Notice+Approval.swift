import Accounts
package import Synchronizing

extension Notice {
    /// A run that nobody works on yet.
    package static func unapproved(_ run: StoredRun) -> Notice {
        unapproved(run, keys: "\(key: .runs), then \(key: .approveListed),")
    }

    /// The same among what needs somebody, where one key is enough.
    static func needingApproval(_ run: StoredRun) -> Notice { unapproved(run, keys: "\(key: .approveRun),") }

    private static func unapproved(_ run: StoredRun, keys: KeyedText) -> Notice {
        let waits =
            "\(RunWords.name(run.id)) waits for approval: \(run.size.grouped) accounts are more than one member may send alone here."
        guard run.approval?.isLapsed != true else {
            return .warning("\(RunWords.name(run.id)) was not approved in time.")
                .cure("Stop it with `\(run.id.command("stop"))`, and begin its plan anew.")
        }
        let approver = "An approver who is not \(run.approval?.author ?? run.by)"
        let command = run.id.command("approve").forAnotherMember
        return .warning(waits)
            .cure(
                "\(approver) approves it with `\(command)`; then a worker takes it.",
                inConsole:
                    "\(approver) approves it with \(keys) or with `\(command)`; then a worker takes it."
            )
    }

    /// Says to an approver which runs have begun to wait for one; nil if none has.
    package static func toApprove(_ runs: [StoredRun]) -> Notice? {
        guard let first = runs.first else { return nil }
        return runs.count == 1
            ? .warning(
                "\(RunWords.name(first.id)) of \(first.by) waits for approval: \(first.size.accounts) to \(first.system)."
            )
            .cure(inConsole: "\(key: .cases) lists it.")
            : .warning("\(runs.count.grouped) bulk runs wait for approval.")
                .cure(inConsole: "\(key: .cases) lists them.")
    }

    /// Why a run was not approved.
    package static func approval(_ refusal: ApprovalRefusal, _ run: StoredRun) -> Notice {
        let name = RunWords.name(run.id)
        return
            switch refusal
        {
        case .notNeeded:
            .warning("\(name) needs no approval.")
                .cure("`\(run.id.command("show"))` shows where it stands.")
        case .own:
            .bad("\(name) is your own, and whoever began a run cannot approve it.")
                .cure("Ask another approver or administrator, whom \(ShellCommand("members list")) shows.")
        case .given:
            .warning("\(name) is approved already. \(run.approval.map(RunWords.approval) ?? "")".trimmed)
                .cure("`\(run.id.command("show"))` shows where it stands.")
        case .lapsed: .unapproved(run)
        case .changed:
            .bad("\(name) does not match its plan: the plan or its accounts have changed.")
                .cure("Do not approve it: stop it, and ask \(run.approval?.author ?? run.by) for a new one.")
        case .over: .warning("\(name) is over, or being stopped.").cure("Begin its plan anew.")
        }
    }
}

extension ApprovalRefusal {
    /// The reason for a key that does nothing now.
    package var reason: String {
        switch self {
        case .notNeeded: "the run needs no approval"
        case .own: "you began the run, and somebody else must approve it"
        case .given: "the run is approved already"
        case .lapsed: "the time to approve it is over"
        case .changed: "the run has changed meanwhile"
        case .over: "the run is over"
        }
    }
}
