/// The words of a book, each with a number and the sign of the part where it stands; they are searched instead of the
/// texts.
struct Vocabulary: Sendable {
    /// The most bytes of words; rows with words that came later are read.
    static let mostBytes = 6_000_000

    private(set) var bytes: [UInt8] = []
    /// Where each word begins, with the sign of its part before it, and the last one ends.
    private(set) var starts: [UInt32] = [0]
    /// Open addressing: numbers of words, plus one.
    private var table = [UInt32](repeating: 0, count: 1024)

    var count: Int { starts.count - 1 }

    mutating func keep(_ keeper: inout some IndexKeeping) throws {
        try keeper.keep(&bytes)
        try keeper.keep(&starts)
        try keeper.keep(&table)
        let isWhole = starts.last.map(Int.init) == bytes.count && table.count.nonzeroBitCount == 1
        guard isWhole, count < table.count else { throw KeptIndexProblem.unfit }
    }

    func word(_ number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number]) + 1..<Int(starts[number + 1])] }

    /// The sign of the part where a word stands.
    func sign(_ number: Int) -> UInt8 { bytes[Int(starts[number])] }

    /// The number of a word, if it has one.
    func known(_ word: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> UInt32? {
        let number = table[place(of: word, sign)]
        return number == 0 ? nil : number - 1
    }

    /// Whether a word that has no number may get one.
    func hasRoom(for word: UnsafeBufferPointer<UInt8>) -> Bool { bytes.count + word.count < Self.mostBytes }

    /// The place in the table where a word is, or would be.
    private func place(of word: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> Int {
        var place = Self.hash(word, sign) & (table.count - 1)
        while table[place] != 0, !isWord(Int(table[place]) - 1, word, sign) { place = (place + 1) & (table.count - 1) }
        return place
    }

    /// The number of a word, which gets one if there is room; otherwise nil.
    mutating func number(of word: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> UInt32? {
        if let known = known(word, sign) { return known }
        guard hasRoom(for: word) else { return nil }
        if count * 2 >= table.count { grow() }
        let place = place(of: word, sign)
        bytes.append(sign)
        bytes.append(contentsOf: word)
        starts.append(UInt32(bytes.count))
        table[place] = UInt32(count)
        return UInt32(count - 1)
    }

    private func isWord(_ number: Int, _ word: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> Bool {
        let (from, to) = (Int(starts[number]) + 1, Int(starts[number + 1]))
        guard to - from == word.count, bytes[from - 1] == sign else { return false }
        for place in 0..<word.count where bytes[from + place] != word[place] { return false }
        return true
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: table.count * 2)
        for number in 0..<count {
            var place =
                bytes.withUnsafeBufferPointer {
                    Self.hash(
                        UnsafeBufferPointer(rebasing: $0[Int(starts[number]) + 1..<Int(starts[number + 1])]),
                        $0[Int(starts[number])]
                    )
                } & (larger.count - 1)
            while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
            larger[place] = UInt32(number + 1)
        }
        table = larger
    }

    /// FNV-1a, and a multiplication that carries the last byte to all bits: without it, words that differ in their
    /// last letter alone stand in one place.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> Int {
        var hash: UInt64 = (0xCBF2_9CE4_8422_2325 ^ UInt64(sign)) &* 0x100_0000_01B3
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15 >> 32)
    }

    /// The numbers of the words that have a piece of a needle, among those of some parts; in order.
    func words(with piece: WordCut.Piece, inPart isPart: (UInt8) -> Bool) -> [UInt32] {
        let parts = (0...UInt8.max).map(isPart)
        let needle = piece.text
        var found: [UInt32] = []
        bytes.withUnsafeBufferPointer { bytes in
            starts.withUnsafeBufferPointer { starts in
                for number in 0..<count where parts[Int(bytes[Int(starts[number])])] {
                    let last = Int(starts[number + 1]) - needle.count
                    let first = Int(starts[number]) + 1
                    var place = piece.atEnd ? max(first, last) : first
                    while place <= (piece.atBeginning ? min(first, last) : last) {
                        if bytes[place] == needle[0] {
                            var length = 1
                            while length < needle.count, bytes[place + length] == needle[length] { length += 1 }
                            if length == needle.count {
                                found.append(UInt32(number))
                                break
                            }
                        }
                        place += 1
                    }
                }
            }
        }
        return found
    }
}
