/// A filter as it is typed: words that all must occur, `!` before what must not, quotes around what has spaces, and
/// terms such as `status:` and `parent:`.
///
/// A word matches in code, name, email, country, id, phone number, contact or city, however it is written (`muller`,
/// `mueller` and `MÜLLER` find Müller). A value after a colon may be the beginning of a name.
package struct AccountFilter: Hashable, Sendable {
    package struct Term: Hashable, Sendable {
        package enum Test: Hashable, Sendable {
            /// One of some texts occurs.
            case text([Needle])
            /// One of some texts occurs in the reseller above.
            case parent([Needle])
            /// One of some states on a system.
            case states([SyncState])
            /// One of some types.
            case kinds([Account.Kind])
            /// Whether the platform creates the account itself.
            case storefront([Bool])
            /// Anything known on a system whose name is, or begins with, a text.
            case system(String)
            /// Nothing: what was typed is not understood.
            case nothing
        }

        package var test: Test
        /// Whether it must not hold.
        package var isNegated: Bool
    }

    /// The text as it was typed.
    package let text: String
    /// The conditions, all of which must hold.
    package let terms: [Term]
    private let misunderstood: [UnknownTerm]
    private let systems: [UnknownTerm]

    /// Reads what was typed; everything is a filter.
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

    /// The most conditions that are looked at; more than anybody types, and no more than a store can take.
    package static let mostTerms = 100

    /// The names of its terms, as they are told.
    package static let termNames = [
        "status", "role", "system", "parent", "country", "code", "name", "email", "phone", "storefront",
    ]

    /// Whether it lets everything through.
    package var isEmpty: Bool { terms.isEmpty }

    /// The terms that are not understood, such as a misspelled state; with the names of the systems also those that
    /// name none of them.
    package func unknownTerms(systems known: [SystemName]? = nil) -> [UnknownTerm] {
        misunderstood
            + systems.filter { term in
                guard let known, case .system(let name, _) = term.kind else { return false }
                return Self.systems(named: name, among: known).isEmpty
            }
            .map { UnknownTerm(text: $0.text, kind: $0.kind.among(known ?? [])) }
    }

    /// The systems that a text names: those of that name, ignoring case, spaces, hyphens and underscores, else those
    /// whose names begin so.
    package static func systems(named text: String, among known: [SystemName]) -> [SystemName] {
        let exact = known.filter { $0.rawValue.folded.squashed == text.folded.squashed }
        return exact.isEmpty ? known.filter { $0.rawValue.folded.squashed.hasPrefix(text.folded.squashed) } : exact
    }
}
