package import Accounts

/// The content of a file of accounts, CSV or JSON.
package struct AccountFile: Sendable {
    /// The last component of its path; `-` if it has none.
    package var name = "-"
    /// The rows that can be read, in the order of the file.
    package var rows: [FileRow] = []
    /// The rows that cannot be read.
    package var problems: [RowProblem] = []
    /// The columns, or members of JSON, that are not recognised.
    package var unknownColumns: [String] = []
    /// Other remarks about the file.
    package var warnings: [FileWarning] = []

    /// Reads a file, judging by how it begins: `[` or `{` is JSON, everything else CSV.
    package static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountFile {
        let bytes = try utf8(bytes)
        guard !isBlank(bytes) else { throw .empty }
        return isJSON(bytes) ? try AccountJSON.read(bytes) : try AccountCSV.read(bytes)
    }

    /// Where the text of a CSV file in UTF-8 begins, judging by the first bytes of the file; nil if the file must be
    /// read as a whole: JSON, UTF-16, and whatever shows nothing in these bytes.
    package static func startOfCSV(_ head: [UInt8]) -> Int? {
        guard !isUTF16(head) else { return nil }
        let start = startOfText(head)
        let text = head[start...]
        return isBlank(text) || isJSON(text) ? nil : start
    }

    /// Whether a text in UTF-8 begins like JSON.
    static func isJSON(_ bytes: some Sequence<UInt8>) -> Bool {
        let first = bytes.first { !blanks.contains($0) }
        return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    }

    private static func isBlank(_ bytes: some Sequence<UInt8>) -> Bool { bytes.allSatisfy { blanks.contains($0) } }
    private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    }

    /// The bytes in UTF-8, without byte order marks; a spreadsheet's "Unicode text" is UTF-16, which its byte order
    /// mark shows.
    static func utf8(_ bytes: [UInt8]) throws(AccountFileProblem) -> [UInt8] {
        guard isUTF16(bytes) else {
            let start = startOfText(bytes)
            return start == 0 ? bytes : Array(bytes[start...])
        }
        guard bytes.count.isMultiple(of: 2) else { throw .notText }
        let isBigEndian = bytes[0] == 0xFE
        let units = stride(from: 2, to: bytes.count, by: 2)
            .map { place in
                let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                return isBigEndian ? first << 8 | second : second << 8 | first
            }
        guard let text = String(validating: units, as: UTF16.self) else { throw .notText }
        return Array(text.utf8)
    }

    /// The first byte after byte order marks in UTF-8.
    private static func startOfText(_ bytes: [UInt8]) -> Int {
        var start = 0
        while bytes[start...].starts(with: mark) { start += mark.count }
        return start
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
