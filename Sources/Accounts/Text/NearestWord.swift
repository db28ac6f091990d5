extension Sequence<String> {
    /// The word that a misspelled one probably means: the nearest, if it is near enough.
    package func nearest(to word: String) -> String? {
        compactMap { known in word.distance(to: known).map { (known, $0) } }.min { $0.1 < $1.1 }?.0
    }
}

extension String {
    /// The longest word that is considered as a misspelling.
    private static let longestWord = 40

    /// How far a misspelled name is from a known one; nil if it is a different word.
    ///
    /// Wrong, missing, additional or swapped letters each count as one, ignoring case; a beginning of three letters or
    /// more counts as one.
    package func distance(to name: String) -> Int? {
        guard utf8.count <= Self.longestWord else { return nil }
        let (own, other) = (Array(lowercased()), Array(name.lowercased()))
        if own == other { return 0 }
        if own.count >= 3, other.starts(with: own) || own.starts(with: other) { return 1 }
        let distance = Self.distance(own, other)
        return distance <= Swift.max(1, Swift.min(own.count, other.count) / 3) ? distance : nil
    }

    /// The number of edits between two words (Damerau–Levenshtein, where neighbours are swapped at most once).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 1..<(left.count + 1) {
            var line = [row]
            for column in 1..<(right.count + 1) {
                let isSame = left[row - 1] == right[column - 1]
                var least = Swift.min(
                    rows[row - 1][column] + 1,
                    line[column - 1] + 1,
                    rows[row - 1][column - 1] + (isSame ? 0 : 1)
                )
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    least = Swift.min(least, rows[row - 2][column - 2] + 1)
                }
                line.append(least)
            }
            rows.append(line)
        }
        return rows[left.count][right.count]
    }
}
