import TextScreen

/// What is typed ahead acts on the list that the filter asks for, never on the one before.
extension AccountsScreen {
    /// Whatever acts on an account waits for the list, and for its account.
    func awaits(_ key: Key, _ command: Command?) -> Bool {
        if case .paste = key, editor == nil { return index == nil }
        guard editor == nil, let command else { return false }
        if listsUnderWay > 0, Self.actsOnMarks.contains(command) { return true }
        guard Self.actsOnList.contains(command) else { return false }
        if Self.needsIndex.contains(command), window.lines.revision == nil { return true }
        if isReading || window.count > 0 && window.selected == nil { return true }
        // A page of the store has no more than its lines.
        guard !window.lines.isWhole else { return false }
        let isAtEnd = window.cursor.selected + window.height >= window.count
        return Self.needsAll.contains(command) || isAtEnd && [.down, .pageDown].contains(command)
    }

    private static let needsAll: Set<Command> = [
        .export, .bottom, .markRange, .markAll, .invertMarks, .expand, .collapse,
    ]

    /// What the store cannot tell with a page of lines.
    private static let needsIndex: Set<Command> = [.markFamily, .expandAll, .collapseAll]

    private static let actsOnList: Set<Command> = needsAll.union(needsIndex)
        .union([
            .up, .down, .pageUp, .pageDown, .top, .open, .syncOptions, .why, .mark, .bulk, .copy,
        ])

    private static let actsOnMarks: Set<Command> = [
        .bulk, .export, .mark, .markRange, .markAll, .invertMarks, .markFamily, .clearMarks,
    ]
}
