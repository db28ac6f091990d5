import Accounts

/// What rows are ordered by: a text, a zero, and the code, eight bytes at a time.
struct SortKeys {
    /// More than the longest name and the longest code have.
    static let mostWords = 2000

    private enum Column {
        case code
        /// The first spelling of the part with a sign.
        case part(UInt8)
        /// The first spellings of the countries, by number.
        case country([[UInt8]])
        /// A number for each byte of traits.
        case traits([UInt8])
        /// A number for each state of a system, then for the faults.
        case state(Int, [UInt8])
    }

    private let column: Column
    private let symbols: SymbolTable

    init(_ index: AccountIndex, _ order: AccountQuery.Order, _ system: SystemName?) {
        symbols = index.notation?.symbols ?? SymbolTable()
        switch order {
        case .tree, .code: column = .code
        case .name: column = .part(UInt8(ascii: "N"))
        case .email: column = .part(UInt8(ascii: "E"))
        case .country:
            column = .country(index.countries.texts.map { Array($0.dropFirst(2).prefix { $0 > 1 }) })
        case .type: column = .traits(Self.ranks { Traits(byte: $0).kind.rawValue })
        case .status:
            if let number = system.flatMap({ index.systems.firstIndex(of: $0) }) {
                column = .state(number, Self.ranks { SyncState(byte: $0)?.rawValue ?? "" })
            } else {
                column = .code
            }
        }
    }

    /// The places of names in alphabetical order, by byte; never 0.
    private static func ranks(_ name: (UInt8) -> String) -> [UInt8] {
        let names = (0...UInt8.max).map(name)
        let sorted = Array(Set(names)).sorted()
        return names.map { UInt8((sorted.firstIndex(of: $0) ?? 0) + 1) }
    }

    /// Whether nothing comes after a word.
    func isEnd(_ word: UInt64, _ number: Int) -> Bool { number > 0 && word == 0 }

    /// Calls a closure with what reads the keys of a chunk.
    func withReader<Result>(
        of chunk: Chunk,
        _ scratch: UnsafeMutableBufferPointer<UInt8>,
        _ body: (Reader) -> Result
    ) -> Result {
        chunk.columns.withTexts(symbols) { body(Reader(keys: self, chunk: chunk, texts: $0, scratch: scratch)) }
    }

    /// How many bytes the text of a row can have at most that it is ordered by.
    static let scratchSize = 65_536

    /// Reads the keys of one chunk.
    struct Reader {
        fileprivate let keys: SortKeys
        fileprivate let chunk: Chunk
        fileprivate let texts: TextReader
        fileprivate let scratch: UnsafeMutableBufferPointer<UInt8>

        /// Eight bytes of a row's key, the first highest; zeros after its end.
        func word(_ number: Int, of row: Int) -> UInt64 {
            var collector = Collector(skipping: number * 8)
            switch keys.column {
            case .code: break
            case .traits(let ranks): collector.take(ranks[Int(chunk.columns.traits[row])])
            case .state(let system, let ranks):
                collector.take(ranks[Int(chunk.columns.states[system][row])])
                let fault = Traits(byte: chunk.columns.traits[row]).fault
                collector.take(fault.map { SortKeys.faultRanks[$0] ?? 1 } ?? 1)
            case .country(let names) where Int(chunk.columns.countries[row]) < names.count:
                for byte in names[Int(chunk.columns.countries[row])] where !collector.isFull { collector.take(byte) }
                collector.take(0)
            case .country: takePart(UInt8(ascii: "L"), texts.textRange(row), into: &collector)
            case .part(let sign): takePart(sign, texts.textRange(row), into: &collector)
            }
            if !collector.isFull {
                for place in texts.expandCode(row, into: scratch) where !collector.isFull {
                    collector.take(scratch[place])
                }
            }
            return collector.padded
        }

        /// Takes the first spelling of a part, and a zero; the beginning of the texts is mostly enough to have it.
        private func takePart(_ sign: UInt8, _ range: Range<Int>, into collector: inout Collector) {
            // Three bytes are two codes.
            let beginning = range.prefix(30)
            let isWhole = beginning.count == range.count
            guard !isWhole, takePart(sign, beginning.startIndex..<beginning.endIndex, isWhole: false, into: &collector)
            else {
                _ = takePart(sign, range, isWhole: true, into: &collector)
                return
            }
        }

        private func takePart(
            _ sign: UInt8,
            _ range: Range<Int>,
            isWhole: Bool,
            into collector: inout Collector
        ) -> Bool {
            let count = texts.symbols.expand(texts.texts, range, into: scratch)
            // Another module's constant is asked for by a call, which took longer than all the rest.
            let lineEnd = SearchText.endByte
            var place = 0
            while place < count, scratch[place] != sign {
                while place < count, scratch[place] != lineEnd { place += 1 }
                place += 1
            }
            // Behind the sign and the mark.
            place += 2
            var end = place
            while end < count, scratch[end] > 1, scratch[end] != lineEnd { end += 1 }
            guard isWhole || end < count else { return false }
            while place < end, !collector.isFull {
                collector.take(scratch[place])
                place += 1
            }
            collector.take(0)
            return true
        }
    }

    private static let faultRanks: [AccountFault: UInt8] = {
        let sorted = AccountFault.allCases.sorted { $0.rawValue < $1.rawValue }
        return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($0.element, UInt8($0.offset + 2)) })
    }()

    private struct Collector {
        private var skipped: Int
        private var word: UInt64 = 0
        private var count = 0

        init(skipping: Int) { skipped = skipping }

        var isFull: Bool { count == 8 }
        var padded: UInt64 { count == 8 ? word : count == 0 ? 0 : word << UInt64(8 * (8 - count)) }

        /// Takes a byte if there is room.
        @inline(__always)
        mutating func take(_ byte: UInt8) {
            if skipped > 0 {
                skipped -= 1
            } else if count < 8 {
                word = word << 8 | UInt64(byte)
                count += 1
            }
        }
    }
}
