import Accounts

extension AccountIndex {
    /// The rows of accounts as far as the index knows them, made on all cores; what is new in them is numbered afterwards.
    ///
    /// They come in parts of `partSize`, the last of which may be smaller.
    func prepared(_ portion: ArraySlice<IndexedAccount>, _ notation: Notation) -> [[NewRow]] {
        let size = Self.partSize
        return Cores.map((portion.count + size - 1) / size) { part in
            portion.dropFirst(part * size).prefix(size).map { prepared($0, notation) }
        }
    }

    /// So many that it pays to wake another core for a second part; a core that does something else takes fewer parts.
    static let partSize = 512

    /// The row of an account; its country and its words have the numbers that they have in the index.
    func prepared(_ account: IndexedAccount, _ notation: Notation) -> NewRow {
        var row = NewRow(
            key: account.key.rawValue,
            traits: Traits(account).byte,
            changed: UInt32(clamping: account.changed),
            states: systems.map { account.states[$0]?.byte ?? 0 }
        )
        var text = account.search.text
        text.withUTF8 { text in
            row.texts = Self.texts(account.code, text, notation.symbols)
            notation.grams.forEachSlice(of: text) { row.slices |= 1 &<< UInt128($0) }
            if let line = text.searchLine(Self.countrySign) {
                row.country = countries.known(text[line])
                if row.country == nil { row.newCountry = line }
            }
            row.words.reserveCapacity(64)
            WordCut.forEachWord(of: text) { range, sign in
                let word = UnsafeBufferPointer(rebasing: text[range])
                if let number = vocabulary.known(word, sign) {
                    row.words.append(number)
                } else if vocabulary.hasRoom(for: word) {
                    row.newWords.append((range, sign))
                } else {
                    row.hasOtherWords = true
                }
            }
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
