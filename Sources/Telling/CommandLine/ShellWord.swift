package import Accounts

extension Identifier {
    /// The identifier as one word of a command that a person copies into a shell.
    package var inShell: String { rawValue.inShell }
}

extension String {
    /// The text as one word of a command that a person copies into a shell.
    package var inShell: String {
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-_.:@/+,=".unicodeScalars.contains($0)
            }
            && !hasPrefix("-") && !hasPrefix("=")
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
