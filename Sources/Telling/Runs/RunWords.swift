package import Accounts
package import FoundationEssentials
package import Synchronizing
package import Workspace

/// The words of runs in the book, and of workers.
package enum RunWords {
    package static let none = "There has been no bulk run in this book yet."
    package static let noneOpen = "No bulk run is open: each that was begun is over."
    package static let left =
        "It finishes what is under way and gives back the rest; a second signal quits at once, and leaves that in doubt."
    package static let reading = "Reading the bulk runs …"
    package static let goesOn = "The run goes on."
    package static let leftBehind = "This process has left the run, which goes on without it."
    package static let idle = "Waiting for runs."
    package static let nothingToWorkOn = "No run waits for a worker."
    static let restByNewPlan = "To send what it left out, run the plan again."

    package static func name(_ id: RunID) -> String { "Run \(id.rawValue)" }

    /// A run and its system: `Run 3 on Dropbox`.
    private static func named(_ run: StoredRun) -> String { "\(name(run.id)) on \(run.system)" }

    package static func standing(_ run: StoredRun) -> String {
        switch run.standing {
        case .ended(let ending): ending.phrase
        case .stopping: "stopping"
        case .underWay: run.workers == 1 ? "under way" : "under way, \(run.workers) processes"
        case .unapproved: "waits for approval"
        case .lapsed: "not approved in time"
        case .holding: "waits for the vendor"
        case .waiting: "waits for a worker"
        case .left: "nobody works on it"
        }
    }

    /// When a run began, to the minute.
    package static func begun(_ run: StoredRun) -> String { run.begun.shortStamp }

    /// What is known of a run that a line of a list has no room for.
    package static func told(_ run: StoredRun) -> String {
        let counts = counts(run)
        return
            ([title(run), "Begun by \(run.by) at \(begun(run))."]
            + [
                run.approval.map(approval), run.stop.map(stopped), held(run),
                counts.isEmpty ? nil : counts.joined(separator: ", ").sentence,
            ]
            .compactMap(\.self))
            .joined(separator: " ")
    }

    /// What came of its accounts: `3 synchronized`, `1 refused`.
    private static func counts(_ run: StoredRun) -> [String] {
        BulkRun.Result.told.compactMap { result in
            run.counts[result].map { "\($0.grouped) \(result.counted)" }
        }
    }

    /// Where a run stands, for programs.
    package static func name(_ standing: StoredRun.Standing) -> String {
        switch standing {
        case .ended(let ending): ending.name
        case .stopping: "stopping"
        case .underWay: "under way"
        case .unapproved: "waiting for approval"
        case .lapsed: "not approved in time"
        case .holding: "waiting for the vendor"
        case .waiting: "waiting for a worker"
        case .left: "left"
        }
    }

    /// How far a run is: `1,200 of 5,000`.
    package static func done(_ run: StoredRun) -> String { "\(run.doneCount.grouped) of \(run.size.grouped)" }

    package static func title(_ run: StoredRun) -> String {
        let retry = run.retryOf.map { ", tries run \($0.rawValue) again" } ?? ""
        if case .ended(.quarantined) = run.standing {
            return "\(named(run)), \(done(run)) done\(retry): \(standing(run))."
        }
        return "\(named(run)): \(standing(run)), \(done(run)) done\(retry)."
    }

    /// When the next turn at a run's system comes that nobody has reserved; nil if that is soon.
    package static func turn(_ run: StoredRun, at now: Date) -> String? {
        run.nextTurn?.secondsLeft(at: now).map { "The next free turn at \(run.system) is in \($0.clock)." }
    }

    /// Until when nothing is begun of a run, since its vendor cannot be reached; nil if something may be.
    package static func held(_ run: StoredRun) -> String? {
        run.heldUntil.map { "\(run.system) cannot be reached: nothing is begun before \($0.time)." }
    }

    /// Who has approved a run, or who must not.
    package static func approval(_ approval: RunApproval) -> String {
        if let given = approval.given { return "Approved by \(given.by) at \(given.at.shortStamp)." }
        let until = approval.until.shortStamp
        return approval.isLapsed
            ? "Nobody approved it by \(until)."
            : "An approver who is not \(approval.author) must approve it by \(until)."
    }

    package static func approved(_ run: StoredRun) -> String {
        "\(named(run)) is approved, \(run.leftCount.accounts): it goes on with the next worker."
    }

    /// What is asked before a run is approved, or stopped though somebody else began it.
    package static func approving(_ run: StoredRun) -> (title: String, lines: [String]) {
        (
            "Approve run \(run.id.rawValue) of \(run.approval?.author ?? run.by)?",
            [
                "\(sentCount(run)) \(run.leftCount == 1 ? "is" : "are") sent to \(run.system) by the next worker\(notSent(run)).",
                "`\(run.id.command("show") + "--plan")` prints the values of each.",
            ]
        )
    }

    /// How many accounts are sent of a run of which nobody has anything yet.
    static func sentCount(_ run: StoredRun) -> String {
        run.leftCount == run.size ? run.size.accounts : "\(run.leftCount.grouped) of \(run.size.accounts)"
    }

    private static func notSent(_ run: StoredRun) -> String {
        let results = BulkRun.Result.told.compactMap { result in
            run.counts[result].flatMap { $0 > 0 ? "\($0.grouped) \($0 == 1 ? "is" : "are") \(result.counted)" : nil }
        }
        return results.isEmpty ? "" : "; \(results.joined(separator: ", "))"
    }

    /// What is asked before the accounts that are left of a run are sent.
    package static func sending(_ run: StoredRun) -> (title: String, lines: [String]) {
        (sending(run.leftCount, to: run.system), ["\(done(run)) are done."])
    }

    package static func sending(_ story: RunStory) -> (title: String, lines: [String]) {
        let size = story.plan.items.count
        return (
            sending(story.leftCount, to: story.plan.system),
            ["\((size - story.leftCount).grouped) of \(size.grouped) are done, or must be corrected first."]
        )
    }

    /// What is asked before the accounts of a run that were refused or not sent are sent again; `size` counts all.
    package static func retrying(
        _ retry: RunRetry,
        of size: Int,
        to system: SystemName
    ) -> (title: String, lines: [String]) {
        let count = retry.accounts.count
        return (
            "Send \(count.accounts) to \(system) again?",
            ["\(count.grouped) of \(size.grouped) \(count == 1 ? "was" : "were") refused or not sent."]
                + [leftOut(of: retry)].compactMap(\.self)
        )
    }

    /// What a run that tries again what failed leaves out, and why; nil if there is nothing else.
    ///
    /// `saysHow`: whether it says by what the others are sent, where nothing else does.
    package static func leftOut(of retry: RunRetry, saysHow: Bool = true) -> String? {
        var parts = SyncState.allCases.compactMap { state in
            retry.settled[state].map { "\($0.grouped) \(state.counted) by now" }
        }
        if retry.untried > 0 {
            parts.append("\(retry.untried.grouped) not tried" + (saysHow ? ", which a new run of the plan sends" : ""))
        }
        if retry.inDoubt > 0 {
            let them = retry.inDoubt == 1 ? "it" : "them"
            parts.append("\(retry.inDoubt.grouped) in doubt: the vendor must be asked about \(them) first")
        }
        return parts.isEmpty ? nil : "Left out: \(parts.joined(separator: "; "))."
    }

    private static func sending(_ count: Int, to system: SystemName) -> String {
        "Send the \(count.grouped) that \(count == 1 ? "is" : "are") left to \(system)?"
    }

    package static func stopping(_ run: StoredRun) -> (title: String, lines: [String]) {
        let rest = "What is under way is finished, and the rest is sent only if the plan is run again."
        return ("Stop run \(run.id.rawValue) of \(run.by)?", ["\(done(run)) are done. \(rest)"])
    }

    /// Says of an account that a run was not to send it.
    package static func leftOut(_ name: String) -> String { "\(name) was not to be tried in this run." }

    static func left(_ run: StoredRun) -> String { "\(named(run)) was left: \(done(run)) done." }

    package static func stopped(_ stop: StoredRun.Stop) -> String { "\(stop.by) asked it to stop." }

    package static func detached(_ run: StoredRun) -> String {
        "\(named(run)), \(run.size.accounts), waits for a worker (`\(ShellCommand("work"))`); "
            + "`\(run.id.command("wait"))` waits for its end."
    }

    package static func began(_ run: StoredRun) -> String {
        "Working on run \(run.id.rawValue) on \(run.system), which \(run.by) began: \(done(run)) done."
    }

    package static func ended(_ run: StoredRun, _ ending: BulkRun.Ending?) -> String {
        switch ending {
        case nil: "\(named(run)) was left; it goes on without this process."
        case .storeFailed?:
            "\(named(run)) was left, since the workspace cannot be written; it is tried again in a minute."
        case .quarantined?:
            "\(named(run)) has ended: \(ending?.phrase ?? ""). \(counts(run).joined(separator: ", ").sentence)"
                .trimmed
        case let ending?:
            "\(named(run)) has ended: \(([ending.name] + counts(run)).joined(separator: ", "))."
        }
    }

    package static func problems(_ count: Int) -> String { count == 1 ? "1 problem" : "\(count.grouped) problems" }

    package static func health(_ runs: [StoredRun]) -> String {
        runs.isEmpty
            ? idle
            : runs.map { run in
                let problems = run.problemCount == 0 ? "" : ", \(problems(run.problemCount))"
                return "run \(run.id.rawValue) on \(run.system) \(done(run))\(problems)"
            }
            .joined(separator: "; ")
    }

    package static func left(inDoubt count: Int) -> String {
        count == 0 ? "Nothing was under way." : "\(count) accounts were under way, and are in doubt."
    }
}

extension StoredRun {
    /// How many of its accounts have no result yet and get one.
    var leftCount: Int { size - counts.values.reduce(0, +) }

    /// The run that is tried again for what failed.
    ///
    /// It is this one if anything of it was refused or not sent, or else the one that it did not try again to the end.
    fileprivate var toBeRetried: RunID? {
        let hasFailed = [BulkRun.Result.refused, .notSent].contains { counts[$0] ?? 0 > 0 }
        return hasFailed ? id : leftCount > 0 ? retryOf : nil
    }
}

extension RunID {
    /// The subcommand of `runs` with that name, for this run.
    func command(_ name: String) -> ShellCommand { "runs \(name) \(rawValue)" }
}

extension Notice {
    /// Says of which runs nobody goes on, since their processes have ended; nil if there is none.
    package static func left(_ runs: [StoredRun]) -> Notice? {
        let left = runs.filter { $0.standing == .left }
        guard let first = left.first else { return nil }
        return
            .warning(
                left.count == 1 ? RunWords.left(first) : "\(left.count.grouped) bulk runs were left before their end."
            )
            .cure(
                inConsole:
                    "\(key: .runs) lists \(left.count == 1 ? "it" : "them"), and goes on with \(left.count == 1 ? "it" : "one") there."
            )
    }

    /// A run on which nobody goes on, among what needs somebody.
    package static func left(_ run: StoredRun) -> Notice {
        .warning(RunWords.left(run))
            .details(["\(run.by) began it at \(RunWords.begun(run))."])
            .cure(
                "\(ShellCommand("work --once")) goes on with it; `\(run.id.command("stop"))` ends it.",
                inConsole: "\(key: .joinRun) goes on with it."
            )
    }

    /// A run that waits, since nothing is sent to its system for now.
    package static func paused(_ run: StoredRun, _ reason: Reason) -> Notice {
        let why = if case .refused(let status, _) = reason { "the vendor answered \(status)" } else { reason.pausing }
        return .warning("\(RunWords.name(run.id)) waits: \(run.system) is paused (\(why)).")
            .cure("Correct the registration, then run `\(Phrases.checking(run.system))`.")
    }

    package init(_ problem: RunProblem) {
        self =
            switch problem {
            case .unknown(let id):
                .bad("There is no run \(id.rawValue) in this book.").cure("`\(ShellCommand("runs list"))` lists them.")
            case .unreadable(let id, let problem): Notice(problem).details(["It is kept with run \(id.rawValue)."])
            case .over(let run):
                .warning("\(RunWords.name(run.id)) is over: \(RunWords.standing(run)).")
                    .cure(
                        run.toBeRetried.map { "`\($0.command("retry"))` tries again what failed." }
                            ?? (run.doneCount < run.size ? RunWords.restByNewPlan : nil)
                    )
            case .stopping(let run): .warning("\(RunWords.name(run.id)) is being stopped.").cure("Wait for its end.")
            case .unapproved(let run): .unapproved(run)
            case .approval(let refusal, let run): .approval(refusal, run)
            case .notOver(let run):
                .warning("\(RunWords.name(run.id)) is not over yet: \(RunWords.standing(run)).")
                    .cure(
                        run.standing == .left || run.standing == .waiting
                            ? "`\(ShellCommand("work --once"))` goes on with it, `\(run.id.command("stop"))` ends it."
                            : "Wait for its end, or stop it: `\(run.id.command("stop"))`."
                    )
            case .nothingFailed(let run, let retry):
                .warning(
                    "Nothing of \(RunWords.name(run.id).lowercasedFirst) is refused or not sent now; no run was begun."
                )
                .details([RunWords.leftOut(of: retry, saysHow: false)].compactMap(\.self))
                .cure(retry.untried > 0 ? RunWords.restByNewPlan : nil)
            case .plan(let problem, let run): Notice(problem, system: run.system)
            case .store(let failure): Notice(failure)
            }
    }
}

extension Notice {
    /// Nothing of a run is to be tried again.
    package static func nothingToRetry(_ retry: RunRetry) -> Notice {
        .plain("Nothing of this run is refused or not sent by now.")
            .details([RunWords.leftOut(of: retry)].compactMap(\.self))
    }
}
