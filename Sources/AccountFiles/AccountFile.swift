/// A file of accounts, CSV or JSON.
public enum AccountFile {
    /// Reads a file, by what it begins with: `[` or `{` is JSON, everything else CSV.
    public static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountRows {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard first != UInt8(ascii: "["), first != UInt8(ascii: "{") else {
            return try AccountJSON.read(Array(bytes[start...]))
        }
        return try AccountCSV.read(bytes)
    }
}
