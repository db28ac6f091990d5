import Accounts
import Foundation
import Synchronizing
import Telling

/// What came of an account of a run, as commands print it.
struct ToldItem: Encodable {
    let account: ToldAccount
    let state: String
    var externalId, message: String?
    let details: [String]?
    let cure: String?
    /// In whose name it ended, and when; missing at the end of a run that this command has executed.
    var by: String?
    var at: Date?

    init(_ item: Plan.Item, _ standing: BulkRun.Standing, _ entry: RunStory.Entry?, on system: SystemName) {
        account = ToldAccount(item)
        state = standing.name
        externalId = entry?.externalID?.rawValue
        let notice = entry?.notice ?? Notice(standing, of: item, on: system)
        message = notice?.headline ?? item.verdict.explanation
        details = notice?.details
        cure = notice?.cure
    }

    var isSynchronized: Bool { state == BulkRun.Result.synchronized.name }

    /// Why it is not synchronized, and what to do about it.
    var words: String {
        let reasons = details ?? []
        // Where the vendor's words follow, the state has said already that it refused the account.
        let end = account.name.map { " \($0)." }
        let isSaid = state == BulkRun.Result.refused.name && end.map { message?.hasSuffix($0) == true } == true
        let said = isSaid && !reasons.isEmpty ? nil : message
        // What could not be written down has everything in its message already.
        let isWhole = reasons.first.map { said?.contains($0) ?? false } ?? false
        let parts = [said].compactMap(\.self) + (isWhole ? [] : reasons) + [cure].compactMap(\.self)
        return parts.joined(separator: " ")
    }

    /// Prints it on a line of its own.
    func printLine() {
        let words = words
        Output.line("\(account.codeAndName): \(state)\(words.isEmpty ? "" : ": \(words)")")
    }
}
