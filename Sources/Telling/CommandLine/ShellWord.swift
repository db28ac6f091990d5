package import Accounts

extension Identifier {
    /// The identifier as one word of a command that a person copies into a shell.
    package var inShell: String {
        let isPlain =
            !rawValue.isEmpty
            && rawValue.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-_.:@/+,".unicodeScalars.contains($0)
            }
            && !rawValue.hasPrefix("-")
        return isPlain ? rawValue : "'" + rawValue.replacing("'", with: "'\\''") + "'"
    }
}
