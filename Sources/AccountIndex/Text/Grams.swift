import Accounts

/// The letters, and pairs of signs and digits, of which each row says whether it has them; together with the rows of a
/// chunk they are a grid of bits, a slice for each gram.
///
/// The frequent ones have a slice of their own. The others share slices, so that a row may seem to have a pair that it
/// has not: what they leave over is read.
struct Grams: Sendable {
    /// How many slices there are for each purpose; each costs a bit for each account.
    private enum Budget {
        static let letters = 42
        static let pairs = 36
        static let shared = 6
    }

    static let none: UInt8 = 255

    private(set) var sliceCount: Int
    private var sharedFrom: Int
    private var sharedLetters: Int
    private var letters: [UInt8]
    private var pairs: [UInt8]

    mutating func keep(_ keeper: inout some IndexKeeping) throws {
        try keeper.keep(&sliceCount)
        try keeper.keep(&sharedFrom)
        try keeper.keep(&sharedLetters)
        try keeper.keep(&letters)
        try keeper.keep(&pairs)
        guard letters.count == 256, pairs.count == 65_536, sliceCount <= Self.mostSlices else {
            throw KeptIndexProblem.unfit
        }
    }

    /// Chooses slices by how many of some texts have a letter or a pair.
    init(training texts: [[UInt8]]) {
        var letterRows = [Int](repeating: 0, count: 256)
        var pairRows = [Int](repeating: 0, count: 65_536)
        var seen = [Int](repeating: -1, count: 65_536 + 256)
        for (row, text) in texts.enumerated() {
            var last: UInt8 = 0
            for byte in text {
                if Self.isText(byte) {
                    if seen[Int(byte)] != row { letterRows[Int(byte)] += 1 }
                    seen[Int(byte)] = row
                    let pair = Int(last) << 8 | Int(byte)
                    if Self.isPair(last, byte), seen[256 + pair] != row {
                        pairRows[pair] += 1
                        seen[256 + pair] = row
                    }
                }
                last = byte
            }
        }
        func best(_ counts: [Int], _ limit: Int) -> [Int] {
            counts.indices.filter { counts[$0] > 0 }
                .sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(limit).map { $0 }
        }
        var letters = [UInt8](repeating: Self.none, count: 256)
        // A letter of ASCII is a whole word of a filter; the bytes of others are not.
        for (slice, letter) in best(Array(letterRows[..<128]), Budget.letters - 1).enumerated() {
            letters[letter] = UInt8(slice)
        }
        // The others share the last slice.
        for letter in 0x20..<0x80 where letters[letter] == Self.none { letters[letter] = UInt8(Budget.letters - 1) }
        let own = best(pairRows, Budget.pairs + 4096)
        // The rarer ones are spread so that every shared slice gets about as many rows.
        var pairs = (0..<65_536).map { UInt8(Budget.letters + Budget.pairs + ($0 &* 40_503 >> 4) % Budget.shared) }
        for (slice, pair) in own.prefix(Budget.pairs).enumerated() { pairs[pair] = UInt8(Budget.letters + slice) }
        var load = [Int](repeating: 0, count: Budget.shared)
        for pair in own.dropFirst(Budget.pairs) {
            let least = load.indices.min { load[$0] < load[$1] } ?? 0
            load[least] += pairRows[pair]
            pairs[pair] = UInt8(Budget.letters + Budget.pairs + least)
        }
        self.letters = letters
        self.pairs = pairs
        sharedLetters = Budget.letters - 1
        sharedFrom = Budget.letters + Budget.pairs
        sliceCount = Budget.letters + Budget.pairs + Budget.shared
        precondition(sliceCount <= Self.mostSlices, "a row has no bits for so many slices")
    }

    /// `NewRow.slices` has a bit for each.
    private static let mostSlices = 128

    /// Whether a byte belongs to a text, and is neither a sign nor a mark.
    @inline(__always)
    static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && !(0x41...0x5A).contains(byte) }

    /// Whether two bytes are a pair that slices tell of: others are found by words.
    @inline(__always)
    static func isPair(_ first: UInt8, _ second: UInt8) -> Bool {
        isText(first) && isText(second) && !WordCut.isLetter(first) && !WordCut.isLetter(second)
            && !(WordCut.isDigit(first) && WordCut.isDigit(second))
    }

    /// Calls a closure with the slice of each letter and pair of a text; with some more than once.
    @inline(__always)
    func forEachSlice(of text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
        var last: UInt8 = 0
        letters.withUnsafeBufferPointer { letters in
            pairs.withUnsafeBufferPointer { pairs in
                for byte in text {
                    if Self.isText(byte) {
                        let letter = letters[Int(byte)]
                        if letter != Self.none { body(Int(letter)) }
                        if Self.isPair(last, byte) { body(Int(pairs[Int(last) << 8 | Int(byte)])) }
                    }
                    last = byte
                }
            }
        }
    }

    /// The slices that every row with a needle has, and whether to have them is to have the needle.
    func slices(of needle: Needle) -> (slices: [Int], areEnough: Bool) {
        let text = Array(needle.text.utf8)
        if text.count == 1 {
            let letter = letters[Int(text[0])]
            guard letter != Self.none else { return ([], false) }
            return ([Int(letter)], needle.part == nil && Int(letter) != sharedLetters)
        }
        var slices: Set<Int> = []
        for (first, second) in zip(text, text.dropFirst()) where Self.isPair(first, second) {
            slices.insert(Int(pairs[Int(first) << 8 | Int(second)]))
        }
        // A pair that shares its slice is narrowed down by its letters.
        if slices.contains(where: { $0 >= sharedFrom }) {
            for byte in text where letters[Int(byte)] != Self.none { slices.insert(Int(letters[Int(byte)])) }
        }
        let isOwn = text.count == 2 && slices.count == 1 && slices.allSatisfy { $0 < sharedFrom }
        return (slices.sorted(), isOwn && needle.part == nil)
    }
}
