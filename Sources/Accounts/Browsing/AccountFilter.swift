/// A filter as the operator types it: all words must occur, `!` excludes what follows it, `|` separates alternatives,
/// quotes surround text that has spaces, and there are terms such as `status:` and `parent:`.
///
/// A word matches in the code, name, email, country, id, phone number, contact, city or a vendor's id, and in the name
/// of the reseller above, in any spelling (`muller`, `mueller` and `MÜLLER` find Müller). A value after a colon may be
/// just the beginning of a name.
package struct AccountFilter: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package enum Test: Hashable, Sendable {
            /// One of these texts occurs.
            case text([Needle])
            /// One of these texts occurs in the reseller above.
            case parent([Needle])
            case states([SyncState])
            case kinds([Account.Kind])
            /// Whether the platform creates the account itself.
            case storefront([Bool])
            /// Something is known of the account on a system whose name is, or begins with, this text.
            case system(String)
            /// The account, or what is known of it on a system, changed last in this time.
            case changed(ChangeSpan)
            /// Matches nothing: what was typed is not understood.
            case nothing
        }

        package var test: Test
        /// Whether the term must not match.
        package var isNegated: Bool
    }

    package let text: String
    /// The conditions; all of them must hold.
    package let terms: [Term]
    private let misunderstood: [UnknownTerm]
    private let systems: [UnknownTerm]

    /// Reads what was typed; any text is a filter.
    package init(_ text: String) {
        self.text = text
        let readings = FilterWord.words(text).map(\.reading)
        let all = readings.compactMap(\.term)
        terms = Array(all.prefix(Self.mostTerms))
        let isTooLong = all.count > Self.mostTerms
        misunderstood =
            readings.compactMap(\.unknown)
            + (isTooLong ? [UnknownTerm(text: text, kind: .tooMany(Self.mostTerms))] : [])
        systems = readings.compactMap(\.system)
    }

    /// The most terms that are looked at: more than anybody types, and no more than a store can take.
    package static let mostTerms = 100

    /// The names of the terms, as they are shown.
    package static let termNames = [
        "status", "role", "system", "parent", "country", "code", "name", "email", "phone", "storefront",
        "changed",
    ]

    /// Whether the filter matches every account.
    package var isEmpty: Bool { terms.isEmpty }

    /// The terms that are not understood, such as a misspelled state; if the names of the systems are given, also
    /// `system:` terms that name none of them.
    package func unknownTerms(systems known: [SystemName]? = nil) -> [UnknownTerm] {
        guard let known else { return misunderstood }
        let unknown = systems.compactMap { term -> UnknownTerm? in
            guard case .system(let name, _) = term.kind, Self.systems(named: name, among: known).isEmpty else {
                return nil
            }
            return UnknownTerm(text: term.text, kind: .system(name, known: known))
        }
        return misunderstood + unknown
    }

    /// The systems that a text names: those with that name, ignoring case, spaces, hyphens and underscores, otherwise
    /// those whose names begin with it.
    package static func systems(named text: String, among known: [SystemName]) -> [SystemName] {
        let exact = known.filter { $0.rawValue.folded.squashed == text.folded.squashed }
        return exact.isEmpty ? known.filter { $0.rawValue.folded.squashed.hasPrefix(text.folded.squashed) } : exact
    }
}
