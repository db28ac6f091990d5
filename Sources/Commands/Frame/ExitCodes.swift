import Accounts
import ArgumentParser
import Pulling
import Sandbox
import Synchronizing
import Telling
import Workspace

/// The exit codes, following sysexits.h.
extension ExitCode {
    static let usage = ExitCode(64)
    static let blocked = ExitCode(65)
    static let unavailable = ExitCode(69)
    static let ownFault = ExitCode(70)
    /// An account was created, but the password that the vendor generated for it is lost.
    static let passwordLost = ExitCode(73)
    static let workspace = ExitCode(74)
    static let tryLater = ExitCode(75)
    static let refused = ExitCode(77)
    static let configuration = ExitCode(78)
}

extension CommandProblem {
    var exitCode: ExitCode {
        switch self {
        case .unknownAccount, .unknownAccountInFile, .unknownCodes, .unknownFilter, .systemName(.unknown, _): .blocked
        case .systemName(.ambiguous, _), .identifier, .emptyFilter, .unknownFilterTerm, .sortedByStatus:
            .usage
        case .tooLong, .missing, .directory, .unreadable, .notText, .settings, .document: .blocked
        case .notADemo, .passwordFile, .filters: .workspace
        case .form(let failure, _), .plan(.form(let failure), _): failure.exitCode
        case .plan(.store(let failure), _): failure.exitCode
        case .plan(.unapproved, _): .tryLater
        case .plan, .nothingToRetry, .registry, .decided, .notLinked, .noAttempt, .ownCreate, .notConfirmed,
            .homeChanged:
            .blocked
        case .readOnly, .role, .scope: .refused
        case .noTeam: .configuration
        case .member: .blocked
        case .otherSystem: .configuration
        case .connection: .configuration
        case .unforeseen: .ownFault
        }
    }
}

extension OutputFile.Problem {
    var exitCode: ExitCode {
        switch self {
        case .directory: .blocked
        case .sameFile: .usage
        case .notAFile, .unwritable: .workspace
        }
    }
}

extension PullFailure {
    var exitCode: ExitCode {
        switch self {
        case .notConnected: .configuration
        case .underWay: .tryLater
        case .nothingHeld: .blocked
        case .bss(let problem, _): problem.exitCode
        case .store(let failure): failure.exitCode
        case .stopped: .ownFault
        }
    }
}

extension BSSProblem {
    var exitCode: ExitCode {
        switch self {
        case .unusable, .notSent(.invalidRequest): .configuration
        case .signInRefused, .tokenRefused, .forbidden: .refused
        case .busy: .tryLater
        default: .unavailable
        }
    }
}

extension StoreFailure {
    var exitCode: ExitCode {
        switch self {
        case .misused: .ownFault
        case .readOnly, .closed, .server(_, .role), .server(_, .roleChanged), .server(_, .scope): .refused
        case .away, .unmovable(_, .underWay): .tryLater
        case .unmovable(_, .unstorable), .unmovable(_, .notBegun): .blocked
        default: .workspace
        }
    }
}

extension SandboxFailure {
    var exitCode: ExitCode {
        switch self {
        case .portTaken: .unavailable
        case .unreadableState: .blocked
        case .unwritable: .workspace
        }
    }
}

extension Synchronizer.FormFailure {
    var exitCode: ExitCode {
        switch self {
        case .unknown: .blocked
        case .store: .workspace
        case .unkept: .refused
        case .definitions(.unusable), .definitions(.notSent(.invalidRequest)): .configuration
        case .definitions(.refused(429, _)): .tryLater
        case .definitions(.refused(let status, _)): (400..<500).contains(status) ? .refused : .unavailable
        case .definitions(.notSent), .definitions(.unusableAnswer): .unavailable
        }
    }
}

extension Conclusion {
    var exitCode: ExitCode {
        switch self {
        case .created, .adopted, .alreadySynchronized: .success
        case .atVendor, .refused, .conflict, .paused: .refused
        case .notSent(.invalidRequest), .unusable, .disabled: .configuration
        case .notSent: .unavailable
        case .unanswered(.throttled): .tryLater
        case .unanswered(.unreachable(.invalidRequest)): .configuration
        case .unanswered: .unavailable
        case .throttled, .throttledAndStopped, .inDoubt, .changed: .tryLater
        case .blocked, .synchronizedOtherwise: .blocked
        case .claimed(let link, _):
            switch link.state {
            case .synchronized: .success
            case .conflict, .abandoned: .refused
            default: .tryLater
            }
        case .storeFailed(let failure): failure.exitCode
        case .held, .unrecorded: .workspace
        }
    }
}

extension OutcomeVerdict {
    var exitCode: ExitCode {
        switch self {
        case .recorded: .success
        case .conflict: .refused
        case .stale: .tryLater
        }
    }
}

extension Resolved {
    var exitCode: ExitCode {
        switch self {
        case .adopted: .success
        case .conflict: .refused
        case .stillInDoubt: .tryLater
        case .moved(let link): link?.state == .synchronized ? .success : .tryLater
        }
    }
}

extension ExistsVerdict {
    /// The exit code of a rehearsal if nothing else forbids the send.
    var exitCode: ExitCode {
        switch self {
        case .absent: .success
        case .present, .refused: .refused
        case .throttled: .tryLater
        case .unreachable, .unclear: .unavailable
        }
    }
}

extension RunProblem {
    var exitCode: ExitCode {
        switch self {
        case .unknown, .unreadable, .over, .nothingFailed: .blocked
        case .approval(.own, _), .approval(.changed, _): .refused
        case .approval: .blocked
        case .unapproved, .stopping, .notOver, .plan(.worked, _): .tryLater
        case .plan(let problem, let run): CommandProblem.plan(problem, run.system).exitCode
        case .store(let failure): failure.exitCode
        }
    }
}

extension RunSummary {
    var exitCode: ExitCode {
        outcomesLeft > 0 || !lostFiles.isEmpty ? .workspace : ExitCode(of: standings, end)
    }
}

extension ExitCode {
    /// The code of a bulk run: 0 if all are synchronized, otherwise the first that applies.
    ///
    /// What a run did not send since somebody stopped it says nothing about the vendor.
    init(of standings: [BulkRun.Standing], _ ending: BulkRun.Ending) {
        func any(_ results: BulkRun.Result...) -> Bool {
            standings.contains { if case .ended(let result) = $0 { results.contains(result) } else { false } }
        }
        self =
            if any(.storeFailed, .unrecorded) || ending == .storeFailed {
                .workspace
            } else if any(.notSent) && ending != .stopped || ending == .unreachable {
                .unavailable
            } else if any(.notSent, .inDoubt) || standings.contains(where: { $0 == .waiting || $0 == .underWay }) {
                .tryLater
            } else if any(.refused, .atVendor, .conflict) {
                .refused
            } else if any(.blocked, .skipped) {
                .blocked
            } else {
                .success
            }
    }
}

extension ExitCode {
    /// The code of a bulk run as the book keeps it, as the same run would have if one command had executed it.
    ///
    /// `ending` is nil if the run was left, so that accounts of it may still wait.
    init(of run: StoredRun, _ ending: BulkRun.Ending?) {
        var standings = run.counts.filter { $0.value > 0 }.keys.map { BulkRun.Standing.ended($0) }
        if run.doneCount < run.size { standings.append(.waiting) }
        self.init(of: standings, ending ?? .stopped)
    }

    /// The code of several things that ended: 0 if all succeeded, otherwise the first that applies.
    init(worstOf codes: [ExitCode]) {
        let order: [ExitCode] = [.ownFault, .workspace, .configuration, .unavailable, .tryLater, .refused, .blocked]
        self = order.first { codes.contains($0) } ?? codes.first { $0 != .success } ?? .success
    }
}
