import Accounts

/// How texts and needles are cut into words, so that a needle that is one piece occurs in a text exactly if it occurs
/// in one of the text's words.
///
/// A word is a run of letters with the sign before it and what stands behind it (`@hotel-`, `kd-10`); three ideographs or
/// kana that follow each other, likewise, or fewer if there are no more; three digits that follow each other, or a shorter
/// number; or the beginning of a number.
enum WordCut {
    /// Bytes outside of ASCII are those of letters.
    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte) }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether a byte sticks to the letters beside it: a sign or a digit, but no space, and nothing that parts
    /// spellings.
    @inline(__always)
    private static func sticks(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !isLetter(byte) && !isCapital(byte)
    }

    @inline(__always)
    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private static let mark: UInt8 = 1
    private static let space: UInt8 = 0x20
    static let codeSign = UInt8(ascii: "C")
    /// The sign of digits, which are the same word wherever they stand: most accounts have the same ones in several parts.
    static let anySign: UInt8 = 0

    /// How much behind its letters belongs to a word: more in a code, of which the beginning is typed most.
    static func tail(inCode: Bool) -> Int { inCode ? 3 : 2 }

    /// The run of letters or digits at a place.
    @inline(__always)
    private static func run(
        _ text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        while isIn: (UInt8) -> Bool
    ) -> Int {
        var end = start
        while end < text.count, isIn(text[end]) { end += 1 }
        return end
    }

    /// The word around a run of letters.
    @inline(__always)
    private static func word(
        _ text: UnsafeBufferPointer<UInt8>,
        around letters: Range<Int>,
        tail: Int
    ) -> Range<Int> {
        let lead = letters.lowerBound > 0 ? text[letters.lowerBound - 1] : 0
        var end = letters.upperBound
        while end < text.count, end - letters.upperBound < tail, sticks(text[end]) { end += 1 }
        if end == letters.upperBound, end < text.count, text[end] == space { end += 1 }
        return letters.lowerBound - (sticks(lead) && !isDigit(lead) ? 1 : 0)..<end
    }

    /// Whether a byte begins a character of a script that is written without spaces.
    ///
    /// These are ideographs, kana and what stands among them (U+3000 to U+9FFF, and above U+FFFF). A whole name would be one
    /// word there, and most names a word of their own.
    @inline(__always)
    private static func beginsDense(_ byte: UInt8) -> Bool { (0xE3...0xE9).contains(byte) || byte >= 0xF0 }

    /// Where the character that begins at a place ends.
    @inline(__always)
    private static func characterEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, in letters: Range<Int>) -> Int {
        var end = start + 1
        // All but the first byte of a character.
        while end < letters.upperBound, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    /// Calls a closure with each part of a run of letters that is a word, without what sticks to it.
    @inline(__always)
    private static func forEachPart(
        _ text: UnsafeBufferPointer<UInt8>,
        of letters: Range<Int>,
        _ body: (Range<Int>) -> Void
    ) {
        var start = letters.lowerBound
        while start < letters.upperBound {
            guard beginsDense(text[start]) else {
                var end = start + 1
                while end < letters.upperBound, !beginsDense(text[end]) { end += 1 }
                body(start..<end)
                start = end
                continue
            }
            // The last three characters, and where they begin.
            var (first, second, third) = (start, start, start)
            var (end, count) = (start, 0)
            while end < letters.upperBound, beginsDense(text[end]) {
                (first, second, third) = (second, third, end)
                end = characterEnd(text, end, in: letters)
                count += 1
                if count >= 3 { body(first..<end) }
            }
            if count < 3 { body(start..<end) }
            start = end
        }
    }

    /// Calls a closure with each word of a search text and the sign of its part, which digits do not have.
    @inline(__always)
    static func forEachWord(of text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, UInt8) -> Void) {
        var (place, sign) = (0, UInt8(0))
        while place < text.count {
            let byte = text[place]
            if isLetter(byte) {
                let end = run(text, from: place, while: isLetter)
                let tail = tail(inCode: sign == codeSign)
                forEachPart(text, of: place..<end) { body(word(text, around: $0, tail: tail), sign) }
                place = end
            } else if isDigit(byte) {
                let end = run(text, from: place, while: isDigit)
                if place > 0, text[place - 1] == mark { body(place - 1..<min(end, place + 3), sign) }
                for start in place...max(place, end - 3) { body(start..<min(end, start + 3), anySign) }
                place = end
            } else {
                if isCapital(byte) { sign = byte }
                place += 1
            }
        }
    }

    /// A piece of a needle: some word must have it, at its beginning or end if that is known.
    struct Piece {
        var text: [UInt8]
        var atBeginning = false
        var atEnd = false
    }

    /// The pieces of a needle, and whether the needle is one piece.
    static func pieces(of needle: [UInt8], tail: Int) -> (pieces: [Piece], isOne: Bool) {
        var pieces: [Piece] = []
        var isOne = false
        needle.withUnsafeBufferPointer { text in
            func add(_ range: Range<Int>, atBeginning: Bool, atEnd: Bool = false) {
                pieces.append(Piece(text: Array(text[range]), atBeginning: atBeginning, atEnd: atEnd))
                if range == text.indices { isOne = true }
            }
            var place = 0
            while place < text.count {
                if isLetter(text[place]) {
                    let end = run(text, from: place, while: isLetter)
                    forEachPart(text, of: place..<end) { part in
                        let word = word(text, around: part, tail: tail)
                        let endsEarly = word.upperBound < text.count && word.upperBound - part.upperBound < tail
                        let endsThere = endsEarly && text[word.upperBound - 1] != space
                        add(word, atBeginning: part.lowerBound > 0, atEnd: endsThere)
                    }
                    place = end
                } else if isDigit(text[place]) {
                    let end = run(text, from: place, while: isDigit)
                    if place == 1, text[0] == mark { add(0..<min(end, 4), atBeginning: true) }
                    // The others tell little more, and a short number among other pieces tells little at all.
                    let starts = Set([place, (place + max(place, end - 3)) / 2, max(place, end - 3)]).sorted()
                    for start in starts where end - place > 2 || end - place == text.count {
                        add(start..<min(end, start + 3), atBeginning: false)
                    }
                    place = end
                } else {
                    place += 1
                }
            }
        }
        return (isOne ? pieces.filter { $0.text.count == needle.count } : pieces, isOne)
    }
}
