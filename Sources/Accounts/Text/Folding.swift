import Foundation

/// How texts are folded for searching: without case, accents, or differences between typefaces.
extension String {
    /// The text decomposed (NFKD), without its marks, with full case folding (the Unicode Standard, section 3.13), on
    /// one line; letters that do not decompose are written as people type them: `ø` as `o`, `ł` as `l`, `æ` as `ae`.
    package var folded: String {
        // The common case costs one pass.
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return lowercased() }
        return String(decoding: FoldedSpellings(self).plain, as: UTF8.self)
    }

    /// The folded text and, if the text has any of `ä`, `ö`, `ü`, `ø` and `å`, a second spelling that writes them as
    /// two letters: `muller`, `mueller`.
    package var foldedSpellings: [String] {
        FoldedSpellings(self).all.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The text folded as a whole, whatever is in it.
    var decomposedAndFolded: String {
        var folded = ""
        for scalar in decomposedStringWithCompatibilityMapping.unicodeScalars {
            folded.unicodeScalars.append(contentsOf: scalar.foldedScalars)
        }
        return folded
    }

    /// The words in which some of two or three such letters are written as two and others are not (`Öztürk`: `oezturk`,
    /// `oztuerk`).
    var mixedSpellings: [String] {
        composed.split(whereSeparator: \.isWhitespace)
            .flatMap { word in
                let scalars = word.unicodeScalars
                let places = scalars.indices.filter { Folding.twoLetters[scalars[$0]] != nil }
                guard (2...3).contains(places.count) else { return [String]() }
                return (1..<(1 << places.count) - 1)
                    .map { choice in
                        var spelling = ""
                        for place in scalars.indices {
                            let isExpanded = places.firstIndex(of: place).map { choice >> $0 & 1 == 1 } ?? false
                            spelling += isExpanded ? Folding.twoLetters[scalars[place]] ?? "" : String(scalars[place])
                        }
                        return spelling.folded
                    }
            }
    }
}

extension Unicode.Scalar {
    /// What remains of a scalar of a decomposed text.
    fileprivate var foldedScalars: String.UnicodeScalarView {
        if properties.isWhitespace { return " ".unicodeScalars }
        if isHidden || isDroppedMark { return "".unicodeScalars }
        // Upper case and then lower case is full case folding: ß becomes SS becomes ss, a final sigma a sigma, a
        // dotless i an i.
        let folded = isASCII ? String(self).lowercased() : properties.lowercaseMapping.uppercased().lowercased()
        guard !isASCII, let first = folded.unicodeScalars.first else { return folded.unicodeScalars }
        return (Folding.letters[first] ?? (first.isDash ? "-" : folded)).unicodeScalars
    }

    /// Accents and dots, but not marks that make a different letter in the scripts of India and Japan.
    private var isDroppedMark: Bool {
        switch properties.canonicalCombiningClass.rawValue {
        case 0: properties.generalCategory == .enclosingMark
        case 7...9: false
        default: true
        }
    }
}

enum Folding {
    /// What people type for letters that do not decompose, and for typographic marks.
    static let letters: [Unicode.Scalar: String] = [
        "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ƀ": "b", "ɨ": "i", "ð": "d", "þ": "th", "æ": "ae",
        "œ": "oe", "ŋ": "n", "ĸ": "k", "ə": "e", "ɖ": "d", "ı": "i", "\u{2018}": "'", "\u{2019}": "'", "\u{201A}": "'",
        "\u{2BC}": "'", "\u{2032}": "'", "\u{B4}": "'", "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"",
    ]

    /// In German, Danish, Norwegian and Swedish these letters are written as two when the keyboard lacks them.
    static let twoLetters: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Ø": "oe", "Å": "aa",
    ]
}
