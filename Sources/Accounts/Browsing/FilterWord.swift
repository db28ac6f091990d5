/// A word of a filter: the text between spaces that are not in quotes.
struct FilterWord {
    /// What the word means.
    struct Reading {
        var term: AccountFilter.Term?
        var unknown: UnknownTerm?
        /// The system that the word names; the word cannot know whether there is one.
        var system: UnknownTerm?
    }

    private var isNegated = false
    /// The part before the colon; nil for a plain word.
    private var name: String?
    /// The alternatives that `|` separates.
    private var values = [""]
    private var value: String {
        get { values[values.count - 1] }
        set { values[values.count - 1] = newValue }
    }

    /// Splits a text into words.
    ///
    /// A quote that is not closed extends to the end.
    static func words(_ text: String) -> [FilterWord] {
        var words: [FilterWord] = []
        var isQuoted = false
        var isOpen = false
        func isQuote(_ character: Character) -> Bool { "\"\u{201C}\u{201D}\u{201E}".contains(character) }
        for (index, character) in zip(text.indices, text) {
            if character.isWhitespace, !isQuoted {
                isOpen = false
                continue
            }
            if !isOpen {
                words.append(FilterWord())
                isOpen = true
                if character == "!" {
                    words[words.count - 1].isNegated = true
                    continue
                }
            }
            if isQuote(character) {
                isQuoted.toggle()
            } else if character == ":", !isQuoted, words[words.count - 1].takesName(before: text[index...]) {
                words[words.count - 1].name = words[words.count - 1].value
                words[words.count - 1].value = ""
            } else if character == "|", !isQuoted {
                words[words.count - 1].values.append("")
            } else {
                words[words.count - 1].value.append(character)
            }
            if isQuoted { words[words.count - 1].isQuoted = true }
        }
        return words
    }

    /// Whether a quote has begun in the word; a colon after that does not end a name.
    private var isQuoted = false

    /// Letters before a colon are a name, unless they are the scheme of a URL.
    private func takesName(before rest: Substring) -> Bool {
        name == nil && values.count == 1 && !isQuoted && !value.isEmpty
            && value.allSatisfy { $0.isASCII && $0.isLetter }
            && !rest.hasPrefix("://")
    }

    /// What the word means: a term, or why it is not one.
    var reading: Reading {
        guard let name else {
            let needles = values.flatMap { Self.needles(ofWord: $0) }
            return needles.isEmpty ? Reading() : Reading(term: .init(test: .text(needles), isNegated: isNegated))
        }
        guard let meaning = Self.meaning(of: name.lowercased()) else {
            return unknown(.name, text: "\(name):")
        }
        // A term that is still being typed does not narrow the list.
        let given = values.filter { !$0.folded.trimmed.isEmpty }
        guard !given.isEmpty else {
            return Reading(unknown: UnknownTerm(text: "\(name):", kind: .noValue))
        }
        let value = given.joined(separator: "|")
        var test = meaning.test(given[0])
        for other in given.dropFirst() { test = test.or(meaning.test(other)) }
        if case .system = test {
            let system = UnknownTerm(text: "\(name):\(value)", kind: .system(value, known: []))
            return Reading(term: .init(test: test, isNegated: isNegated), system: system)
        }
        guard test != .nothing else { return unknown(meaning.kind, text: "\(name):\(value)") }
        return Reading(term: .init(test: test, isNegated: isNegated))
    }

    private func unknown(_ kind: UnknownTerm.Kind, text: String) -> Reading {
        Reading(
            term: .init(test: .nothing, isNegated: false),
            unknown: UnknownTerm(text: text, kind: kind)
        )
    }

    /// A word may also be a phone number or its beginning, as people write them: beginning with a plus or a zero, or
    /// long with signs between the digits.
    private static func needles(ofWord word: String) -> [Needle] {
        guard !word.folded.trimmed.isEmpty else { return [] }
        let digits = word.phoneDigits
        let isNumber = word.folded.utf8.allSatisfy { $0.isDigit || "+-/(). ".utf8.contains($0) }
        let isPhone =
            "+0".contains(word.first ?? " ") ? digits.count >= 2 : digits.count >= 5 && digits.count < word.count
        guard isNumber, isPhone else { return Needle.parts(word) }
        // What stands behind a plus is the number from its beginning.
        return Needle.parts(word) + [word.first == "+" ? .beginning(digits, in: .phone) : Needle(digits, in: .phone)]
    }
}
