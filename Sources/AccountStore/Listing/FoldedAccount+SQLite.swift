import StoredForms

extension FoldedAccount {
    /// Inserts an account; any conflict is an error.
    ///
    /// SQLite writes a statement down that may have to be undone in part, which for a replacement is all of the pages
    /// that it touches.
    static let insertion = """
        INSERT INTO accounts (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """

    /// Inserts an account, or replaces the one with the same id; any other conflict is an error.
    static let replacement = """
        \(insertion)
        ON CONFLICT (id) DO UPDATE SET
        \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """
}
