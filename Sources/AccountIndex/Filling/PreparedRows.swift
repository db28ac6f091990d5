import Accounts
import Dispatch
import Synchronization

extension AccountIndex {
    /// The rows of accounts as far as they need no other account, made on all cores.
    func prepared(_ portion: [IndexedAccount], _ notation: Notation) -> [NewRow] {
        guard portion.count >= Self.worthParting else { return portion.map { Self.prepared($0, systems, notation) } }
        let share = (portion.count + Self.parts - 1) / Self.parts
        let made = Mutex<[Int: [NewRow]]>([:])
        DispatchQueue.concurrentPerform(iterations: Self.parts) { [systems] part in
            let range = part * share..<min((part + 1) * share, portion.count)
            let rows = portion[range].map { Self.prepared($0, systems, notation) }
            made.withLock { $0[part] = rows }
        }
        return made.withLock { made in (0..<Self.parts).flatMap { made[$0] ?? [] } }
    }

    /// A core that does something else meanwhile takes fewer of these parts.
    private static let parts = 8
    /// The number of accounts from which on it pays to wake another core.
    private static let worthParting = 256

    /// The row of an account without its country and its words, which are numbered one after the other.
    static func prepared(_ account: IndexedAccount, _ systems: [SystemName], _ notation: Notation) -> NewRow {
        var row = NewRow(
            key: account.key.rawValue,
            traits: Traits(account).byte,
            country: Interned.other,
            changed: UInt32(clamping: account.changed),
            states: systems.map { account.states[$0]?.byte ?? 0 },
            texts: [],
            slices: []
        )
        row.slices.reserveCapacity(256)
        var text = account.search.text
        text.withUTF8 { text in
            row.texts = texts(account.code, text, notation.symbols)
            notation.grams.forEachSlice(of: text) { row.slices.append(UInt8($0)) }
        }
        return row
    }

    /// The texts of a row as `Columns.texts` has them.
    private static func texts(
        _ code: AccountCode,
        _ text: UnsafeBufferPointer<UInt8>,
        _ symbols: SymbolTable
    ) -> [UInt8] {
        var short: [UInt8] = []
        var codeText = code.rawValue
        codeText.withUTF8 { if !TextReader.isCode($0, inText: text) { symbols.append($0, to: &short) } }
        var texts: [UInt8] = []
        texts.reserveCapacity(short.count + text.count / 2)
        if short.count < 255 {
            texts.append(UInt8(short.count))
        } else {
            texts += [255, UInt8(truncatingIfNeeded: short.count), UInt8(truncatingIfNeeded: short.count >> 8)]
        }
        texts += short
        symbols.append(text, to: &texts)
        return texts
    }
}
