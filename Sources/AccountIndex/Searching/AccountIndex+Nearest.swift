package import Accounts

/// What was probably meant, where a filter finds nothing.
extension AccountIndex {
    /// A filter with one word put right, and what it finds.
    package struct Suggestion: Sendable {
        /// The word as it was typed, and the one that the book has.
        package let typed: String
        package let word: String
        package let matches: Matches
    }

    /// Looks for the nearest spelling of each word of a filter, and returns the first with which the filter finds
    /// something; nil if there is none, or it is not wanted any more.
    package func suggestion(
        for filter: AccountFilter,
        on system: SystemName? = nil,
        now: Int64 = 0,
        unless isStopped: () -> Bool = { false }
    ) -> Suggestion? {
        for typed in filter.text.split(whereSeparator: \.isWhitespace).map(String.init)
        where !typed.hasPrefix("!") && !typed.contains(":") {
            for word in nearest(to: typed.folded, unless: isStopped) {
                guard !isStopped() else { return nil }
                let corrected = AccountFilter(filter.text.replacing(typed, with: word))
                if let matches = matches(of: corrected, on: system, now: now, unless: isStopped), matches.count > 0 {
                    return Suggestion(typed: typed, word: word, matches: matches)
                }
            }
        }
        return nil
    }

    /// Up to three words of the book that are near enough to one, the nearest first.
    package func nearest(to word: String, unless isStopped: () -> Bool = { false }) -> [String] {
        let bytes = Array(word.utf8)
        let most = Swift.max(1, bytes.count / 3)
        guard bytes.count >= 3 else { return [] }
        let own = Letters(bytes)
        var found: [String: (distance: Int, number: Int)] = [:]
        for number in 0..<vocabulary.count where Self.partsOfWords.contains(vocabulary.sign(number)) {
            if number & 0xFFF == 0, isStopped() { return [] }
            let letters = vocabulary.word(number).filter(WordCut.isLetter)
            // Each letter that one has and the other has not is an edit; an edit changes two at most.
            guard (3...40).contains(letters.count), abs(letters.count - bytes.count) <= most,
                own.difference(to: Letters(letters)) <= 2 * most
            else { continue }
            let known = String(decoding: letters, as: UTF8.self)
            guard found[known] == nil, let distance = word.distance(to: known), distance > 0 else { continue }
            found[known] = (distance, number)
        }
        return found.sorted { $0.value < $1.value }.prefix(3).map(\.key)
    }

    /// Words are offered from names, contacts and cities.
    private static let partsOfWords: Set<UInt8> = [UInt8(ascii: "N"), UInt8(ascii: "K"), UInt8(ascii: "O")]

    /// Which bytes a word has, as far as 64 bits tell.
    private struct Letters {
        private var bits: UInt64 = 0

        init(_ bytes: some Sequence<UInt8>) { for byte in bytes { bits |= 1 << UInt64(byte & 63) } }

        func difference(to other: Letters) -> Int { (bits ^ other.bits).nonzeroBitCount }
    }
}
