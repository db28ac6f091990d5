import TextScreen

/// What is typed ahead acts on the list that the filter asks for, never on the one before.
extension AccountsScreen {
    /// Whatever acts on an account waits for the list, and for its account.
    func awaits(_ key: Key, _ command: Command?) -> Bool {
        guard editor == nil, let command, Self.actsOnList.contains(command) else { return false }
        if isReading || window.count > 0 && window.selected == nil { return true }
        // A page of the store has no more than its lines.
        guard !window.lines.isWhole else { return false }
        let isAtEnd = window.cursor.selected + window.height >= window.count
        return Self.needsAll.contains(command) || isAtEnd && [.down, .pageDown].contains(command)
    }

    private static let needsAll: Set<Command> = [.bottom, .markRange, .markAll, .invertMarks, .expand, .collapse]

    private static let actsOnList: Set<Command> = needsAll.union([
        .up, .down, .pageUp, .pageDown, .top, .open, .syncOptions, .why, .mark, .bulk,
    ])
}
