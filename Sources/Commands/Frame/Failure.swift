import AccountFiles
import Accounts
import ArgumentParser
import Sandbox
import Synchronizing
import Telling
import Workspace

struct Failure: Error {
    var notice: Notice
    var code: ExitCode
}

extension Failure {
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let problem as CommandProblem: self.init(notice: Notice(problem), code: problem.exitCode)
        case let problem as OutputFile.Problem: self.init(notice: Notice(problem), code: problem.exitCode)
        // Nothing stops a pull that a command makes.
        case PullFailure.stopped: self.init(CommandProblem.unforeseen("stopped"))
        case let failure as PullFailure: self.init(notice: Notice(failure), code: failure.exitCode)
        case let problem as RunProblem: self.init(notice: Notice(problem), code: problem.exitCode)
        case let failure as StoreFailure: self.init(notice: Notice(failure), code: failure.exitCode)
        case let problem as SyncForm.SettingProblem: self.init(notice: Notice(problem), code: .blocked)
        case let problem as AccountFileProblem: self.init(notice: .bad(problem.phrase.sentence), code: .blocked)
        case let problem as DocumentProblem:
            self.init(notice: Notice(registration: problem), code: .configuration)
        case let failure as SecretFailure:
            self.init(notice: Notice.bad(failure.phrase.sentence), code: .configuration)
        case let failure as SandboxFailure:
            self.init(notice: Notice.bad("\(failure)".sentence), code: failure.exitCode)
        case DemoServer.Failure.missing: self.init(notice: .demoServer(), code: .configuration)
        case DemoServer.Failure.running: self.init(notice: .demoRuns, code: .blocked)
        case DemoServer.Failure.failed(let words): self.init(notice: .demoServer(words), code: .workspace)
        case let problem as Fault.Problem: self.init(notice: .bad("\(problem)".sentence), code: .usage)
        default: self.init(CommandProblem.unforeseen("\(error)"))
        }
    }
}
