/// A filter as it is typed: words that all must occur, `!` before one that must not, and `status:`, `role:` and `system:`.
///
/// A word matches in code, name, email or country; without a capital letter it matches in either case. A value after a colon may be
/// the beginning of a name.
public struct AccountFilter: Hashable, Sendable {
    /// One condition.
    public struct Term: Hashable, Sendable {
        /// What is asked for.
        public enum Test: Hashable, Sendable {
            /// A part of code, name, email or country; in exactly this case if it has a capital letter.
            case word(String)
            /// One of some states on a system; none where the text names none, which matches nothing.
            case states([SyncState])
            /// One of some types; none where the text names none, which matches nothing.
            case kinds([Account.Kind])
            /// Anything known on a system.
            case system(SystemName)
        }

        /// What is asked for.
        public var test: Test
        /// Whether it must not be so.
        public var isNegated: Bool
    }

    /// The text as it was typed.
    public let text: String
    /// The conditions, all of which must hold.
    public let terms: [Term]

    /// Reads what was typed; everything is a filter.
    public init(_ text: String) {
        self.text = text
        terms = text.split(whereSeparator: \.isWhitespace).compactMap(Term.init)
    }

    /// Whether it lets everything through.
    public var isEmpty: Bool { terms.isEmpty }

    /// The words of the filter that name nothing known, such as a misspelled state.
    public var unknownTerms: [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
            .filter {
                switch Term(Substring($0))?.test {
                case .states([]), .kinds([]): true
                default: false
                }
            }
    }
}

extension AccountFilter.Term {
    init?(_ word: Substring) {
        let isNegated = word.hasPrefix("!")
        let word = isNegated ? word.dropFirst() : word
        guard !word.isEmpty else { return nil }
        self.init(test: Self.test(word), isNegated: isNegated)
    }

    private static func test(_ word: Substring) -> Test {
        guard let colon = word.firstIndex(of: ":") else { return .word(String(word)) }
        let value = String(word[word.index(after: colon)...])
        switch word[..<colon].lowercased() {
        case "status", "state": return .states(SyncState.named(value))
        case "role", "type": return .kinds(Account.Kind.named(value))
        case "system": return .system(SystemName(value))
        default: return .word(String(word))
        }
    }
}

extension SyncState {
    /// The states whose names begin with a text, so that a filter works while it is typed; "failed" names what can be retried.
    fileprivate static func named(_ text: String) -> [SyncState] {
        if let exact = SyncState(name: text) { return [exact] }
        if text.squashed == "failed" { return [.refused, .notSent] }
        return text.isEmpty ? allCases : allCases.filter { $0.rawValue.squashed.hasPrefix(text.squashed) }
    }
}

extension Account.Kind {
    /// The types whose names begin with a text; "customer" and "user" name both kinds of customer.
    fileprivate static func named(_ text: String) -> [Account.Kind] {
        let customers =
            ["customer", "user"].contains { $0.hasPrefix(text.squashed) } ? [endCustomer, directCustomer] : []
        return text.isEmpty ? allCases : allCases.filter { $0.rawValue.squashed.hasPrefix(text.squashed) } + customers
    }
}
