package import Accounts
package import Synchronizing
package import Workspace

extension Notice {
    package init(_ problem: PlanProblem, system: SystemName) {
        let again = "Make the plan again."
        self =
            switch problem {
            case .store(let failure): Notice(failure)
            case .form(let failure): Notice(failure, system: system)
            case .setting(let problem): Notice(problem)
            case .secret(let label):
                .bad("\(label) is a secret and cannot be part of a plan.")
                    .cure("Synchronize those accounts one by one.")
            case .unknownParent(let code):
                .bad("There is no account \(code), which is named as a parent.").cure("Correct the code.")
            case .otherWorkspace:
                .bad("The plan was made in another workspace.")
                    .cure("Name that one with --workspace, or make a new plan here.")
            case .system(let name): .bad("\(name) is no longer registered here, or is disabled.").cure(again)
            case .worked(let id):
                .warning("This program is already working on run \(id.rawValue).").cure("Wait for it to end.")
            case .unapproved(let run): .unapproved(run)
            case .definitions:
                .bad("The fields that \(system) asks for have changed since the plan was made.").cure(again)
            }
    }

    package init(_ problem: PlanDocumentProblem) {
        let cure = "Make it again: \(ShellCommand("plan … --json")) > FILE."
        self =
            switch problem {
            case .notAPlan(let problem): .bad("This file is not a plan: \(problem.phrase).").cure(cure)
            case .unknownFormat(let format):
                .bad("The plan was written by a later version (format \(format)).").cure(cure)
            case .edited:
                .bad("The plan was changed after it was made: its hash does not match.").cure(cure)
            }
    }

    package init(_ ended: RunReport.Ended, _ result: BulkRun.Result, of item: Plan.Item) {
        self =
            switch ended {
            case .concluded(let form, let conclusion): Notice(conclusion, of: form)
            case .resolved(let open, let resolved): Notice(resolved, of: open)
            case .otherwise(let link, let differences): Notice(link, differences, name: item.name)
            case .differs(let differences):
                .warning(
                    "\(item.name) was not sent: \(differences.map(\.phrase).joined(separator: ", ")) changed since the plan was made."
                )
                .cure("Look at it again in a new plan.")
            case .untried where result == .skipped: .parentFailed(item.name)
            case .untried: .unwritable(item.name)
            }
    }

    /// What was under way when a run stopped may have become in doubt afterwards.
    private static func inDoubt(_ standings: [BulkRun.Standing], least: Int) -> String {
        let count = max(least, standings.count { $0 == .ended(.inDoubt) })
        return count == 1 ? "1 account is" : "\(count) accounts are"
    }

    /// Tells how a run ended.
    ///
    /// `retryOf` is the run of which this one tried again what failed: the same command sends what is left of that.
    package init(
        _ ending: BulkRun.Ending,
        of standings: [BulkRun.Standing],
        system: SystemName,
        retryOf: RunID? = nil
    ) {
        let isRetried = standings.contains { standing in
            standing.mayBeTriedAgain && standing != .ended(.leftOut) && standing != .ended(.inDoubt)
        }
        let retry = isRetried ? retryOf.map { "run `\($0.command("retry"))`" } : nil
        let again = retry ?? "run the plan again"
        let rest = Self.sendingRest(of: standings)
        let sendsMore = standings.contains { $0.mayBeTriedAgain && $0 != .ended(.inDoubt) }
        self =
            switch ending {
            case .complete: Self.finished(standings)
            case .stopped:
                standings.contains(where: \.mayBeTriedAgain)
                    ? .plain("The run was stopped; nothing new was begun.")
                        .cure("To send the rest, \(again).", inConsole: "\(key: .goOn) sends the rest.")
                    : .plain("The run was stopped; nothing of it was left to begin.")
            case .doubts(let count):
                .doubt("The run stopped: \(Self.inDoubt(standings, least: count)) in doubt.")
                    .cure(
                        "Find out why \(system) does not answer, then \(again): it asks about them first.",
                        inConsole:
                            sendsMore
                            ? "Find out why \(system) does not answer; then \(key: .goOn) sends the rest, and asks about them first."
                            : "Find out why \(system) does not answer; then \(key: .goOn) asks about them."
                    )
            case .quarantined(let reason):
                .bad("The run stopped: \(reason.phrase).")
                    .cure(
                        "Correct what \(system) complains of (`\(Phrases.checking(system))`), then \(again).",
                        inConsole:
                            "Correct what \(system) complains of; where it is paused, \(Self.lifting(system)). Then \(rest)."
                    )
            case .unreachable:
                .bad("The run stopped: \(system) cannot be reached.")
                    .cure("When it is up, \(again).", inConsole: "When it is up, \(rest).")
            case .storeFailed:
                .bad("The run stopped: the workspace cannot be written.")
                    .cure(
                        "Make room or mend the disk, then \(again).",
                        inConsole: "Make room or mend the disk; then \(key: .goOn) sends the rest."
                    )
            }
    }

    /// The key that sends what is left of a run; where nothing is, the one that tries again what failed.
    private static func sendingRest(of standings: [BulkRun.Standing]) -> KeyedText {
        let isAllTried = standings.allSatisfy { standing in
            switch standing {
            case .waiting, .underWay, .ended(.leftOut), .ended(.skipped): false
            case .ended: true
            }
        }
        let hasFailed = standings.contains { $0 == .ended(.refused) || $0 == .ended(.notSent) }
        return isAllTried && hasFailed
            ? "\(key: .retryFailed) tries again what failed" : "\(key: .goOn) sends the rest"
    }

    /// A run that reached its end is good only if nothing is left.
    private static func finished(_ standings: [BulkRun.Standing]) -> Notice {
        let kinds = BulkRun.Result.told.map { BulkRun.Standing.ended($0).word } + [BulkRun.Standing.waiting.word]
        let words = kinds.compactMap { kind in
            let count = standings.count { $0.word == kind }
            return count == 0 ? nil : "\(count) \(kind)"
        }
        let isInDoubt = standings.contains(.ended(.inDoubt))
        let isDone = standings.allSatisfy { $0 == .ended(.synchronized) }
        return Notice(
            isDone ? .good : isInDoubt ? .doubt : .warning,
            words.isEmpty ? "Finished: there was nothing to do." : "Finished: \(words.joined(separator: ", "))."
        )
    }
}
