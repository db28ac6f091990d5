import Accounts

/// Reads the texts of a chunk's rows out.
struct TextReader {
    let texts: UnsafeBufferPointer<UInt8>
    let offsets: TextPlaces.Reader
    let symbols: SymbolTable.Reader

    func textRange(_ row: Int) -> Range<Int> { Columns.textRange(row, texts, offsets) }

    /// How many bytes are enough for a row's texts.
    func room(for row: Int) -> Int { (offsets[row + 1] - offsets[row] + 1) * Symbol.mostBytes }

    /// Writes a row's search text, as far as there is room; returns its length.
    func expandText(_ row: Int, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        symbols.expand(texts, textRange(row), into: output)
    }

    /// Calls a closure with a row's search text.
    func withText<Result>(of row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room(for: row)) { output in
            body(UnsafeBufferPointer(rebasing: output[..<expandText(row, into: output)]))
        }
    }

    /// Writes a row's code, as far as there is room; returns where it stands in the output.
    func expandCode(_ row: Int, into output: UnsafeMutableBufferPointer<UInt8>) -> Range<Int> {
        let own = Columns.codeRange(row, texts, offsets)
        guard own.isEmpty else { return 0..<symbols.expand(texts, own, into: output) }
        // Some codes of three bytes for two are enough for most.
        let text = textRange(row)
        for most in [12, text.count] {
            let count = symbols.expand(texts, text.prefixRange(most), into: output)
            guard let length = Self.lengthOfCode(output, count, isWhole: most == text.count) else { continue }
            for place in Self.leadingBytes..<Self.leadingBytes + length { output[place] = Self.capital(output[place]) }
            return Self.leadingBytes..<Self.leadingBytes + length
        }
        return 0..<0
    }

    /// The sign and the mark before the first spelling of a text.
    static let leadingBytes = 2

    /// How long the first spelling of a search text is, if its end can be seen.
    private static func lengthOfCode(
        _ text: UnsafeMutableBufferPointer<UInt8>,
        _ count: Int,
        isWhole: Bool
    ) -> Int? {
        var place = leadingBytes
        let lineEnd = SearchText.endByte
        while place < count, text[place] > 1, text[place] != lineEnd { place += 1 }
        return place < count || isWhole ? max(0, place - leadingBytes) : nil
    }

    /// A byte of a folded code as it stands in one that is written in capitals.
    private static func capital(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }

    /// Whether a code is to be taken from its search text: it is the first spelling there, in capitals.
    static func isCode(_ code: UnsafeBufferPointer<UInt8>, inText text: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = leadingBytes + code.count
        guard !code.isEmpty, end < text.count, text[end] == 1 else { return false }
        let lineEnd = SearchText.endByte
        // Letters outside of ASCII are folded in other ways.
        for (place, byte) in code.enumerated() {
            let folded = text[leadingBytes + place]
            guard byte < 0x80, byte > lineEnd, capital(folded) == byte else { return false }
        }
        return true
    }
}

extension Range<Int> {
    fileprivate func prefixRange(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
