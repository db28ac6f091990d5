public import Accounts
public import Synchronizing

extension Notice {
    /// Tells why there is no plan, or why a plan cannot be run.
    public init(_ problem: PlanProblem, system: SystemName) {
        let again = "Make the plan again."
        self =
            switch problem {
            case .store(let failure): Notice(failure)
            case .form(let failure): Notice(failure, system: system)
            case .setting(let problem): Notice(problem)
            case .secret(let label):
                Notice(
                    .bad,
                    "\(label) is a secret, which cannot stand in a plan.",
                    cure: "Synchronize those accounts one by one."
                )
            case .unknownParent(let code):
                Notice(.bad, "There is no account \(code), which is named as a parent.", cure: "Correct the code.")
            case .otherWorkspace:
                Notice(
                    .bad,
                    "The plan was made in another workspace.",
                    cure: "Name that one with --workspace, or make a new plan here."
                )
            case .system(let name): Notice(.bad, "\(name) is not registered here any more, or disabled.", cure: again)
            case .definitions: Notice(.bad, "\(system) asks for other fields than when the plan was made.", cure: again)
            }
    }

    /// Tells why a file is not a plan that can be applied.
    public init(_ problem: PlanDocumentProblem) {
        let cure = "Make it again: account-sync plan … --json > FILE."
        self =
            switch problem {
            case .notAPlan(let reason): Notice(.bad, "This file is not a plan: \(reason).", cure: cure)
            case .unknownFormat(let format):
                Notice(.bad, "The plan was written by a later version (format \(format)).", cure: cure)
            case .edited:
                Notice(.bad, "The plan was changed after it was made: its hash is another.", cure: cure)
            }
    }

    /// Tells what came of an item of a run.
    public init(_ ended: RunReport.Ended, _ result: Run.Result, of item: Plan.Item) {
        self =
            switch ended {
            case .concluded(let form, let conclusion): Notice(conclusion, of: form)
            case .resolved(let open, let resolved): Notice(resolved, of: open)
            case .differs(let differences):
                Notice(
                    .warning,
                    "\(item.name) was not sent: \(differences.joined(separator: ", ")) changed since the plan was made.",
                    cure: "Look at it again in a new plan."
                )
            case .untried where result == .skipped: Notice(.warning, "\(item.name) was not sent: its parent failed.")
            case .untried: Notice(.bad, "\(item.name) was not sent: the workspace cannot be written.")
            }
    }

    /// Tells why a run ended; nothing special if it came to its end.
    public init(_ ending: Run.Ending, system: SystemName) {
        self =
            switch ending {
            case .complete: Notice(.good, "The run is complete.")
            case .stopped:
                Notice(.plain, "The run was stopped; nothing new was begun.", cure: "Run the plan again to go on.")
            case .doubts(let count):
                Notice(
                    .doubt,
                    "The run ended itself: \(count) became in doubt.",
                    cure: "See why \(system) does not answer, then run the plan again: it asks about them first."
                )
            case .quarantined(let reason):
                Notice(
                    .bad,
                    "The run ended itself: \(reason).",
                    cure:
                        "Correct what \(system) complains of (`account-sync systems check \(system)`), then run the plan again."
                )
            case .unreachable:
                Notice(
                    .bad,
                    "The run ended itself: \(system) cannot be reached.",
                    cure: "Run the plan again when it is up."
                )
            case .storeFailed:
                Notice(
                    .bad,
                    "The run ended itself: the workspace cannot be written.",
                    cure: "Make room or mend the disk, then run the plan again."
                )
            }
    }
}
