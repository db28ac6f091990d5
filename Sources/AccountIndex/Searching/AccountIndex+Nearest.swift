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
        var found: [(distance: Int, number: Int)] = []
        for number in 0..<vocabulary.count {
            if number & 0xFFF == 0, isStopped() { return [] }
            let length = Int(vocabulary.starts[number + 1] - vocabulary.starts[number]) - 1
            // Each letter that one has and the other has not is an edit; an edit changes two at most.
            guard Self.partsOfWords.contains(vocabulary.sign(number)), (3...40).contains(length),
                abs(length - bytes.count) <= most
            else { continue }
            let other = vocabulary.word(number)
            guard own.difference(to: Letters(other)) <= 2 * most else { continue }
            let known = String(decoding: other, as: UTF8.self)
            if let distance = word.distance(to: known), distance > 0 { found.append((distance, number)) }
        }
        var words: [String] = []
        for (_, number) in found.sorted(by: { $0 < $1 }) {
            let word = String(decoding: vocabulary.word(number), as: UTF8.self)
            if !words.contains(word) { words.append(word) }
            if words.count == 3 { break }
        }
        return words
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
