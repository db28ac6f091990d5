import AccountFiles
import Accounts
import ArgumentParser
import Sandbox
import Synchronizing
import Telling
import Workspace

extension Failure {
    /// Whatever was thrown, as something to tell.
    init(anything error: any Error) {
        switch error {
        case let failure as StoreFailure: self.init(failure)
        case let problem as SyncForm.SettingProblem: self.init(notice: Notice(problem), code: .blocked)
        case let problem as AccountFileProblem: self.init(.blocked, problem.phrase.sentence)
        case let problem as DocumentProblem:
            self.init(notice: Notice(registration: problem), code: .configuration)
        case let failure as SecretFailure: self.init(.configuration, failure.phrase.sentence)
        case let failure as SandboxFailure: self.init(failure.exitCode, "\(failure)".sentence)
        case let problem as Fault.Problem: self.init(.usage, "\(problem)".sentence)
        default:
            self.init(
                .ownFault,
                "Something went wrong that should not: \(error).",
                cure: "This is our fault: please report it."
            )
        }
    }
}

extension SandboxFailure {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .portTaken, .unreadableState: .unavailable
        case .unwritable: .workspace
        }
    }
}

extension String {
    var sentence: String { prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".") }
}
