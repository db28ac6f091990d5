import Accounts
import ArgumentParser
import Synchronizing
import Telling

/// What a send would run into, without sending.
struct Rehearsal: Report {
    struct JSON: Encodable {
        var form: FormJSON
        var sendable: Bool
        var exists: String
    }

    let form: SyncForm
    let findings: [Finding]
    let verdict: ExistsVerdict

    var json: JSON {
        JSON(
            form: FormJSON(form, findings),
            sendable: !findings.blocks && verdict.isAbsent,
            exists: verdict.phrase
        )
    }

    var exitCode: ExitCode { findings.blocks ? .blocked : verdict.exitCode }

    func print() {
        form.print(findings)
        Output.line("exists: \(verdict.phrase)")
        Output.line(Phrases.nothingSent)
    }
}
