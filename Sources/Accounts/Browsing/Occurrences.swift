extension AccountFilter {
    /// Where the words of the filter occur in the text of a part, in whichever spelling; may overlap.
    package func occurrences(in text: String, of part: SearchText.Part) -> [Range<String.Index>] {
        let needles = terms.flatMap { term in
            guard !term.isNegated, case .text(let needles) = term.test else { return [Needle]() }
            return needles.filter { $0.part == nil || $0.part == part }
        }
        guard !needles.isEmpty else { return [] }
        let isASCII = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        var spellings = [isASCII ? FoldedCharacters(ascii: text) : FoldedCharacters(text) { $0.folded }]
        if text.utf8.contains(where: { $0 >= 0x80 }) {
            spellings.append(FoldedCharacters(text) { $0.foldedSpellings.last ?? "" })
        }
        if part == .code {
            spellings.append(
                isASCII
                    ? FoldedCharacters(ascii: text, isSquashed: true) : FoldedCharacters(text) { $0.folded.squashed }
            )
        }
        var found: [Range<String.Index>] = []
        for spelling in spellings {
            for needle in needles {
                found += spelling.occurrences(of: needle.text).filter { !found.contains($0) }
            }
        }
        return found
    }
}

/// A folded text, with the character that each byte comes from.
private struct FoldedCharacters {
    private var bytes: [UInt8] = []
    private var characters: [Range<String.Index>] = []

    /// Folds characters of ASCII, which do not need the tables of Unicode.
    init(ascii text: String, isSquashed: Bool = false) {
        for place in text.utf8.indices {
            let byte = text.utf8[place]
            if isSquashed, [UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte) { continue }
            bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            characters.append(place..<text.utf8.index(after: place))
        }
    }

    init(_ text: String, _ fold: (String) -> String) {
        for place in text.indices {
            let range = place..<text.index(after: place)
            for byte in fold(String(text[place])).utf8 {
                bytes.append(byte)
                characters.append(range)
            }
        }
    }

    func occurrences(of needle: String) -> [Range<String.Index>] {
        // The marks say only where a spelling begins or ends.
        let wanted = needle.utf8.filter { $0 >= 0x20 }
        guard !wanted.isEmpty, wanted.count <= bytes.count else { return [] }
        return (0...bytes.count - wanted.count)
            .filter { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
            .map { characters[$0].lowerBound..<characters[$0 + wanted.count - 1].upperBound }
    }
}
