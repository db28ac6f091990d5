/// Finds the accounts that a list of codes names, in one pass over the codes of a book.
///
/// A code is meant as it stands; if no account has it so, also in another case and with other hyphens and spaces, as
/// long as that is one account only.
package struct CodeSearch: Sendable {
    private struct Seen {
        let code: String
        /// Where the code was seen, as the caller counts.
        let place: Int
    }

    private let list: CodeList
    /// The codes that are looked for, squashed, with what was seen for them.
    private var seen: [String: [Seen]] = [:]
    /// A bit for each hash of them; most codes of a book are judged by that alone.
    private var hints = [UInt64](repeating: 0, count: 1 << 14)

    package init(_ list: CodeList) {
        self.list = list
        for candidate in list.candidates {
            let squashed = candidate.squashed
            guard !squashed.isEmpty else { continue }
            seen[squashed] = []
            let hash = Self.hash(squashed.utf8)
            hints[hash >> 6] |= 1 << UInt64(hash & 63)
        }
    }

    /// Takes note of a code of the book, and of its place there; returns whether it may be meant.
    @discardableResult
    package mutating func see(_ code: [UInt8], at place: Int) -> Bool {
        if code.allSatisfy({ $0 < 0x80 }) {
            let hash = Self.hash(code)
            guard hints[hash >> 6] >> UInt64(hash & 63) & 1 == 1 else { return false }
        }
        let text = String(decoding: code, as: UTF8.self)
        let squashed = text.composed.squashed
        guard var known = seen[squashed] else { return false }
        known.append(Seen(code: text, place: place))
        seen[squashed] = known
        return true
    }

    /// A number of twenty bits for the letters and digits of a code, whatever their case.
    private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes where !(0x9...0xD).contains(byte) && byte != 0x20 && byte != 0x2D && byte != 0x5F {
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            hash = (hash ^ UInt64(lower)) &* 0x100_0000_01B3
        }
        return Int((hash ^ hash >> 20 ^ hash >> 40) & 0xF_FFFF)
    }

    /// What a list of codes names.
    package struct Result: Hashable, Sendable {
        /// Where the accounts stand, in the order of the list.
        package var places: [Int] = []
        /// The texts that are not the code of any account, as they were written.
        package var missing: [String] = []
        /// What may be several accounts.
        package var ambiguous: [Ambiguity] = []

        /// How many codes were named.
        package var count: Int { places.count + missing.count + ambiguous.count }

        package init() {}
    }

    package struct Ambiguity: Hashable, Sendable {
        package var written: String
        package var meant: [AccountCode]
    }

    package var result: Result {
        var result = Result()
        var taken: Set<Int> = []
        for cell in list.cells where !take(cell, into: &result, &taken) {
            let words = CodeList.words(of: cell)
            guard words.count > 1 else {
                result.missing.append(cell)
                continue
            }
            for word in words where !take(word, into: &result, &taken) { result.missing.append(word) }
        }
        return result
    }

    /// Takes the account that a text names; false if there is none.
    private func take(_ text: String, into result: inout Result, _ taken: inout Set<Int>) -> Bool {
        guard let found = seen[text.squashed], !found.isEmpty else { return false }
        if let exact = found.first(where: { $0.code == text }) ?? (found.count == 1 ? found[0] : nil) {
            if taken.insert(exact.place).inserted { result.places.append(exact.place) }
        } else {
            let meant = found.map { AccountCode($0.code) }.sorted()
            result.ambiguous.append(Ambiguity(written: text, meant: meant))
        }
        return true
    }
}
