package import Accounts

/// Rejects: the rows that an import refused, in a file like the one that they come from, each with the reason.
///
/// A row is copied byte by byte, so that it is refused again for the same reason unless somebody corrects it.
package enum ImportRejects {
    /// The column, or the member, that holds the reason; an import leaves it out.
    static let message = "message"

    /// Writes the refused rows of a file that is in memory.
    package static func write(
        _ problems: [RowProblem],
        of bytes: [UInt8],
        words: (RowProblem) -> String
    ) throws(AccountFileProblem) -> [UInt8] {
        let bytes = try AccountFile.utf8(bytes)
        if AccountFile.isJSON(bytes) { return try elements(problems, of: bytes, words) }
        return try rows(problems, of: FileContents(bytes), words: words)
    }
}
