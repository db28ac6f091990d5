import Accounts
import ArgumentParser
import Foundation
import Pulling
import Synchronizing
import Telling

/// What a send would run into, without sending.
struct Rehearsal: Report {
    struct JSON: Encodable {
        var form: FormJSON
        var sendable: Bool
        var exists: String
        var bss: FreshnessJSON?
    }

    let form: SyncForm
    let findings: [Finding]
    let verdict: ExistsVerdict
    let freshness: Freshness

    var json: JSON {
        JSON(
            form: FormJSON(form, findings),
            sendable: !findings.blocks && verdict.isAbsent,
            exists: verdict.phrase,
            bss: FreshnessJSON(freshness)
        )
    }

    var exitCode: ExitCode { findings.blocks ? .blocked : verdict.exitCode }

    func print() {
        form.print(findings)
        Output.lines(freshness.sentences(at: Date()))
        Output.line("exists: \(verdict.phrase)")
        Output.line(Phrases.nothingSent)
    }
}
