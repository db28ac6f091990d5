import Accounts
import ArgumentParser
import Synchronizing
import Telling

/// A run that was left to a worker.
struct RunBegun: Report {
    let run: StoredRun
    /// What it ends with if the run waits for an approval.
    var unapproved = ExitCode.success

    var json: RunJSON { RunJSON(run) }
    var exitCode: ExitCode { run.awaitsApproval ? unapproved : .success }
    func print() { if !run.awaitsApproval { Output.line(RunWords.detached(run)) } }
    var complaint: Notice? { run.awaitsApproval ? .unapproved(run) : nil }
}
