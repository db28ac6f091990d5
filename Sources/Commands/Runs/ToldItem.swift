import Synchronizing
import Telling

/// What came of an account of a run, as commands print it.
protocol ToldItem {
    var account: ToldAccount { get }
    var state: String { get }
    var message: String? { get }
    var details: [String]? { get }
    var cure: String? { get }
}

extension ToldItem {
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

extension RunShown.Item: ToldItem {}

extension RunSummary.Item: ToldItem {}
