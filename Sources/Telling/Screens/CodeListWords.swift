package import Accounts

extension Notice {
    /// What came of a list of codes whose accounts are marked.
    package static func marked(_ result: CodeSearch.Result) -> Notice {
        let found = result.places.count
        guard found > 0 else { return nothingMarked(result) }
        let isWhole = found == result.count
        let counted =
            isWhole
            ? "\(found.grouped) \(found == 1 ? "code" : "codes")" : "\(found.grouped) of \(result.count.grouped) codes"
        return Notice(isWhole ? .good : .warning, "\(counted) marked\(ending(result)).").details(ambiguities(result))
    }

    private static func nothingMarked(_ result: CodeSearch.Result) -> Notice {
        guard result.count > 0 else { return .warning("Nothing was marked: there is no code in it.") }
        return .warning("Nothing was marked\(ending(result)).").details(ambiguities(result))
    }

    private static func ending(_ result: CodeSearch.Result) -> String {
        result.missing.isEmpty ? "" : "; not found: \(list(result.missing))"
    }

    fileprivate static func ambiguities(_ result: CodeSearch.Result) -> [String] {
        result.ambiguous.prefix(3)
            .map { "\($0.written) may be \($0.meant.prefix(4).map(\.rawValue).joined(separator: " or "))." }
            + (result.ambiguous.count > 3 ? ["\((result.ambiguous.count - 3).grouped) more are ambiguous."] : [])
    }

    /// At most this many are named; a list of thousands would hide what matters.
    private static let mostNamed = 12

    fileprivate static func list(_ texts: [String]) -> String {
        texts.map { $0.cut(to: 40) }.listed(atMost: mostNamed)
    }

    /// What a command says that was given a list with codes that no account has.
    static func unknownCodes(_ result: CodeSearch.Result) -> Notice {
        guard result.count > 0 else { return .bad("The list holds no code.").cure("Write the codes, each on a line.") }
        let missing = result.missing.isEmpty ? [] : ["Not found: \(list(result.missing))."]
        let count = result.missing.count + result.ambiguous.count
        return
            .bad(
                "\(count.grouped) of \(result.count.grouped) codes \(count == 1 ? "names" : "name") no account of this workspace."
            )
            .details(missing + ambiguities(result)).cure("Correct them, or leave them out.")
    }
}
