extension Sequence<String> {
    /// The word that was probably meant by a misspelled one: the nearest, if it is near enough to be it.
    public func nearest(to word: String) -> String? {
        let word = Array(word.lowercased())
        guard word.count <= 40 else { return nil }
        return map { (word: $0, distance: Array($0.lowercased()).distance(to: word)) }
            .filter { $0.distance <= Swift.max(1, word.count / 3) }
            .min { $0.distance < $1.distance }?
            .word
    }
}

extension [Character] {
    /// How many characters have to be put in, left out or changed (Levenshtein).
    fileprivate func distance(to other: [Character]) -> Int {
        var row = [Int](0...other.count)
        for (index, character) in enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, wanted) in other.enumerated() {
                let changed = diagonal + (character == wanted ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = Swift.min(changed, diagonal + 1, row[place] + 1)
            }
        }
        return row[other.count]
    }
}
