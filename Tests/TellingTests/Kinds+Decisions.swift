import Accounts
import Synchronizing
import Telling
import Workspace

extension Resolution: Kinded {
    enum Kind: CaseIterable {
        case ask, sendAgain, sendAgainUnproved
    }

    var kind: Kind {
        switch self {
        case .ask: .ask
        case .sendAgain: .sendAgain
        case .sendAgainUnproved: .sendAgainUnproved
        }
    }
}

extension Resolved: Kinded {
    enum Kind: CaseIterable {
        case adopted, conflict, stillInDoubt, moved
    }

    var kind: Kind {
        switch self {
        case .adopted: .adopted
        case .conflict: .conflict
        case .stillInDoubt: .stillInDoubt
        case .moved: .moved
        }
    }
}

extension OutcomeVerdict: Kinded {
    enum Kind: CaseIterable {
        case recorded, conflict, stale
    }

    var kind: Kind {
        switch self {
        case .recorded: .recorded
        case .conflict: .conflict
        case .stale: .stale
        }
    }
}

extension SyncForm.SettingProblem: Kinded {
    enum Kind: CaseIterable {
        case unknownField, readOnly, notAChoice, ambiguousChoice, file
    }

    var kind: Kind {
        switch self {
        case .unknownField: .unknownField
        case .readOnly: .readOnly
        case .notAChoice: .notAChoice
        case .ambiguousChoice: .ambiguousChoice
        case .file: .file
        }
    }
}

extension Synchronizer.FormFailure: Kinded {
    enum Kind: CaseIterable {
        case unknown, definitions, store, unkept
    }

    var kind: Kind {
        switch self {
        case .unknown: .unknown
        case .definitions: .definitions
        case .store: .store
        case .unkept: .unkept
        }
    }
}

extension Synchronizer.DefinitionsFailure: Kinded {
    enum Kind: CaseIterable {
        case unusable, notSent, unusableAnswer, refused
    }

    var kind: Kind {
        switch self {
        case .unusable: .unusable
        case .notSent: .notSent
        case .unusableAnswer: .unusableAnswer
        case .refused: .refused
        }
    }
}

extension PlanProblem: Kinded {
    enum Kind: CaseIterable {
        case store, form, setting, secret, unknownParent, otherWorkspace, system, definitions, worked,
            unapproved
    }

    var kind: Kind {
        switch self {
        case .store: .store
        case .form: .form
        case .setting: .setting
        case .secret: .secret
        case .unknownParent: .unknownParent
        case .otherWorkspace: .otherWorkspace
        case .system: .system
        case .definitions: .definitions
        case .worked: .worked
        case .unapproved: .unapproved
        }
    }
}

extension PlanDocumentProblem: Kinded {
    enum Kind: CaseIterable {
        case notAPlan, unknownFormat, edited
    }

    var kind: Kind {
        switch self {
        case .notAPlan: .notAPlan
        case .unknownFormat: .unknownFormat
        case .edited: .edited
        }
    }
}

extension RunReport.Ended: Kinded {
    enum Kind: CaseIterable {
        case concluded, resolved, otherwise, differs, untried
    }

    var kind: Kind {
        switch self {
        case .concluded: .concluded
        case .resolved: .resolved
        case .otherwise: .otherwise
        case .differs: .differs
        case .untried: .untried
        }
    }
}

extension BulkRun.Ending: Kinded {
    enum Kind: CaseIterable {
        case complete, stopped, doubts, quarantined, unreachable, storeFailed
    }

    var kind: Kind {
        switch self {
        case .complete: .complete
        case .stopped: .stopped
        case .doubts: .doubts
        case .quarantined: .quarantined
        case .unreachable: .unreachable
        case .storeFailed: .storeFailed
        }
    }
}
