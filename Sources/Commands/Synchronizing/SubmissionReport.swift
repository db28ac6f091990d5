import Accounts
import ArgumentParser
import Synchronizing
import Telling

struct SubmissionReport: Report {
    let json: ConclusionJSON
    let exitCode: ExitCode
    private let notice: Notice
    private let adopting: String?

    /// `warnings` were said before it was sent; `attempt` is the one that the vendor refused, which the conclusion does not name.
    init(
        _ form: SyncForm,
        _ conclusion: Conclusion,
        _ warnings: [Finding] = [],
        attempt: AttemptID? = nil,
        isPasswordLost: Bool = false
    ) {
        notice = Notice(command: conclusion, of: form)
        var json = ConclusionJSON(form, conclusion, warnings, notice)
        json.attempt = json.attempt ?? attempt?.rawValue
        self.json = json
        exitCode = conclusion.exitCode == .success && isPasswordLost ? .passwordLost : conclusion.exitCode
        isGood = conclusion.exitCode == .success
        adopting =
            if case .atVendor = conclusion { Phrases.adopting(form.account, form.situation.system.name) } else { nil }
    }

    /// Reports an earlier attempt that is still in doubt.
    init(_ form: SyncForm, _ open: OpenCase, _ resolved: Resolved) {
        notice = Notice(resolved, of: open)
        json = ConclusionJSON(form, state: .inDoubt, notice: notice, link: open.link)
        (exitCode, isGood, adopting) = (resolved.exitCode, false, nil)
    }

    private let isGood: Bool

    func print() {
        if isGood {
            Output.lines(notice.lines)
        } else {
            Output.message(notice.lines + [adopting].compactMap(\.self))
        }
    }
}
