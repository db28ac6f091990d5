extension Identifier {
    /// Takes an identifier that another system assigned, exactly as it is spelled, since it will be sent back there.
    ///
    /// It is neither normalised nor trimmed, but is refused like any other text if it is blank, too long or contains
    /// hidden characters.
    package init(exactly text: String) throws(OneLine.Problem) {
        guard !text.trimmed.isEmpty else { throw .empty }
        if let hidden = text.firstHidden { throw .hidden(hidden) }
        guard text.utf8.count <= OneLine.longestIdentifier else { throw .tooLong(limit: OneLine.longestIdentifier) }
        self.init(rawValue: text)
    }
}
