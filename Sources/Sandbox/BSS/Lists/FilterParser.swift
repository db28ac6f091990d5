/// Reads a `$filter`: `eq`, `gt`, `contains(member,'text')`, `and`, `or` and parentheses.
struct FilterParser {
    private var rest: Substring
    /// The members that can be filtered by, in lower case.
    private let members: [String: FilterValue.Kind]

    static func parse(_ text: String, _ members: [String: FilterValue.Kind]) throws(BSSRefusal) -> Filter {
        var parser = FilterParser(rest: Substring(text), members: members)
        let filter = try parser.alternatives(depth: 0)
        guard parser.isAtEnd else { throw parser.problem }
        return filter
    }

    private var problem: BSSRefusal { .badRequest("The $filter is not understood at \"\(rest.prefix(40))\".") }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }

    private var isAtEnd: Bool {
        mutating get {
            skipSpaces()
            return rest.isEmpty
        }
    }

    private mutating func alternatives(depth: Int) throws(BSSRefusal) -> Filter {
        var filter = try conjunction(depth: depth)
        while take(word: "or") { filter = .or(filter, try conjunction(depth: depth)) }
        return filter
    }

    private mutating func conjunction(depth: Int) throws(BSSRefusal) -> Filter {
        var filter = try condition(depth: depth)
        while take(word: "and") { filter = .and(filter, try condition(depth: depth)) }
        return filter
    }

    private mutating func condition(depth: Int) throws(BSSRefusal) -> Filter {
        if take("(") {
            guard depth < 20 else { throw problem }
            let filter = try alternatives(depth: depth + 1)
            guard take(")") else { throw problem }
            return filter
        }
        if take(word: "contains") {
            guard take("(") else { throw problem }
            let (name, kind) = try member()
            guard kind == .text, take(","), let part = quoted(), take(")") else { throw problem }
            return .contains(name, part)
        }
        let (name, kind) = try member()
        if take(word: "eq") { return .equals(name, try value(kind)) }
        guard kind == .number || kind == .moment, take(word: "gt") else { throw problem }
        return .isGreater(name, try value(kind))
    }

    private mutating func member() throws(BSSRefusal) -> (String, FilterValue.Kind) {
        skipSpaces()
        let name = rest.prefix { $0.isLetter || $0.isNumber }.lowercased()
        guard let kind = members[name] else { throw problem }
        rest = rest.dropFirst(name.count)
        return (name, kind)
    }

    private mutating func value(_ kind: FilterValue.Kind) throws(BSSRefusal) -> FilterValue {
        let value: FilterValue?
        switch kind {
        case .text: value = quoted().map { .text($0) }
        case .number: value = Int(plain()).map { .number($0) }
        case .flag: value = Bool(plain().lowercased()).map { .flag($0) }
        case .moment:
            guard take(word: "datetime", isPrefix: true) else { throw problem }
            value = quoted().flatMap { BSSMoment(day: $0) }.map { .moment($0) }
        }
        guard let value else { throw problem }
        return value
    }

    /// A text in single quotes, in which a quote is doubled.
    private mutating func quoted() -> String? {
        skipSpaces()
        guard rest.first == "'" else { return nil }
        var text = ""
        var after = rest.dropFirst()
        while let next = after.popFirst() {
            if next == "'" {
                guard after.first == "'" else {
                    rest = after
                    return text
                }
                after.removeFirst()
            }
            text.append(next)
        }
        return nil
    }

    /// A number or a word, bare or in quotes.
    private mutating func plain() -> String {
        if let text = quoted() { return text }
        skipSpaces()
        let text = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        rest = rest.dropFirst(text.count)
        return String(text)
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpaces()
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    /// Takes a word, in any case; as a prefix it may be followed by a quote only.
    private mutating func take(word: String, isPrefix: Bool = false) -> Bool {
        skipSpaces()
        let next = rest.prefix { $0.isLetter || $0.isNumber }
        guard next.lowercased() == word, !isPrefix || rest.dropFirst(next.count).first == "'" else { return false }
        rest = rest.dropFirst(next.count)
        return true
    }
}
