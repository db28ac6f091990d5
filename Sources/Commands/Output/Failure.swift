import Accounts
import ArgumentParser
import Synchronizing
import Telling

/// Why a command ended before its end: what to tell, and the exit code.
struct Failure: Error {
    var notice: Notice
    var code: ExitCode
}

/// The exit codes, after sysexits.h.
extension ExitCode {
    static let usage = ExitCode(64)
    static let blocked = ExitCode(65)
    static let unavailable = ExitCode(69)
    static let ownFault = ExitCode(70)
    /// An account was created, and the password that the vendor made up for it is lost.
    static let passwordLost = ExitCode(73)
    static let workspace = ExitCode(74)
    static let tryLater = ExitCode(75)
    static let refused = ExitCode(77)
    static let configuration = ExitCode(78)
}

extension Failure {
    init(_ code: ExitCode, _ headline: String, details: [String] = [], cure: String? = nil) {
        self.init(notice: Notice(.bad, headline, details: details, cure: cure), code: code)
    }

    init(_ failure: StoreFailure) {
        let isOurs = if case .misused = failure { true } else { false }
        self.init(notice: Notice(failure), code: isOurs ? .ownFault : .workspace)
    }

    init(_ problem: SystemNameProblem, named name: String) {
        switch problem {
        case .unknown(let known):
            let names = known.map(\.rawValue).joined(separator: ", ")
            self.init(
                .blocked,
                "There is no provisioning system \(name) in this workspace.",
                cure: names.isEmpty ? "Register one: account-sync systems add FILE." : "Name one of: \(names)."
            )
        case .ambiguous(let names):
            self.init(
                ExitCode(64),
                "\(name) is ambiguous: it may mean \(names.map(\.rawValue).joined(separator: " or ")).",
                cure: "Write the name exactly as it is registered."
            )
        }
    }

    init(_ problem: PlanProblem, system: SystemName) {
        switch problem {
        case .store(let failure): self.init(failure)
        case .form(let failure): self.init(failure, system: system)
        case .setting, .secret, .unknownParent, .otherWorkspace, .system, .definitions:
            self.init(notice: Notice(problem, system: system), code: .blocked)
        }
    }

    init(_ failure: Synchronizer.FormFailure, system: SystemName) {
        let code: ExitCode =
            switch failure {
            case .unknown: .blocked
            case .store: .workspace
            case .definitions(.unusable), .definitions(.notSent(.invalidRequest)): .configuration
            case .definitions(.refused(429, _)): .tryLater
            case .definitions(.refused(let status, _)): (400..<500).contains(status) ? .refused : .unavailable
            case .definitions(.notSent), .definitions(.unusableAnswer): .unavailable
            }
        self.init(notice: Notice(failure, system: system), code: code)
    }
}

extension Conclusion {
    /// The exit code of a synchronization.
    var exitCode: ExitCode {
        switch self {
        case .created, .adopted, .alreadySynchronized: .success
        case .atVendor, .refused, .conflict, .paused: .refused
        case .notSent(.invalidRequest), .unusable, .disabled: .configuration
        case .notSent: .unavailable
        case .unanswered(.throttled): .tryLater
        case .unanswered(.unreachable(.invalidRequest)): .configuration
        case .unanswered: .unavailable
        case .throttled, .inDoubt, .changed: .tryLater
        case .blocked, .synchronizedOtherwise: .blocked
        case .claimed(let link):
            switch link.state {
            case .synchronized: .success
            case .conflict, .abandoned: .refused
            default: .tryLater
            }
        case .storeFailed(let failure): Failure(failure).code
        case .held, .unrecorded: .workspace
        }
    }
}
