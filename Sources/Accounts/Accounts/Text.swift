extension StringProtocol {
    /// The text without white space at either end.
    public var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The text as names of fields are compared: lower case, without spaces, hyphens and underscores.
    public var squashed: String {
        String(lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" })
    }
}
