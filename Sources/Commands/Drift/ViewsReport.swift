import Accounts
import ArgumentParser
import Pulling
import Synchronizing
import Telling

/// One account from three sides, on each system.
struct ViewsReport: Report {
    let account: Account
    let views: [AccountViews]
    /// What the BSS itself holds; nil if it was not asked.
    let held: HeldOptions?
    let definitions: [SystemName: SyncOptionDefinitions]

    var json: [ViewsJSON] { views.map { ViewsJSON($0, held: held(beside: $0)) } }

    private func held(beside views: AccountViews) -> HeldOptions? {
        held?.compared(with: views.linked.link, by: definitions[views.linked.link.system])
    }
    var exitCode: ExitCode { views.contains { !$0.drifts.isEmpty || $0.otherID != nil } ? .blocked : .success }

    func print() {
        Output.line(account.named)
        if views.isEmpty { Output.line(DriftWords.nothingLinked) }
        for views in views {
            Output.line()
            Output.line("\(views.linked.link.system): \(DriftWords.standing(views.linked.link))")
            var table = Table("", "BSS", "SENT", "VENDOR", "")
            for line in views.lines {
                func text(_ value: String?) -> String { value ?? DriftWords.unknown }
                let sign = line.matters ? "!" : "~"
                let remark = line.differs ? sign : line.isEntered ? DriftWords.entered : ""
                table.add(line.field.phrase, text(line.book), text(line.sent), text(line.vendor), remark)
            }
            table.print()
            Output.line("BSS: \(DriftWords.book(views.linked.account))")
            Output.line("SENT: \(DriftWords.sent(views.linked))")
            Output.line("VENDOR: \(views.vendorPhrase)")
            if let held = held(beside: views) { Output.line("OPTIONS: \(held.phrase)") }
            if let id = views.otherID { Output.line(DriftWords.otherID(id)) }
            for drift in views.drifts { Output.line("\(drift.matters ? "!" : "~") \(drift.phrase). \(drift.cure)") }
        }
    }
}
