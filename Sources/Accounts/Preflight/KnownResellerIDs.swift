package import FoundationEssentials

/// What is known of the Reseller IDs of a system, by id without regard to case.
package struct KnownResellerIDs: Hashable, Sendable {
    package struct Refusal: Hashable, Sendable {
        package var at: Date
        /// The vendor's words.
        package var words: String

        package init(at date: Date, words: String) { (at, self.words) = (date, words) }
    }

    private var carriers: [String: [NamedAccount]] = [:]
    private var refusals: [String: Refusal] = [:]

    package init() {}

    /// What two spellings of one id have in common; empty for what is no id.
    package static func key(_ id: String) -> String { id.trimmed.lowercased() }

    /// Takes in a reseller that the vendor has, or may have, under an id.
    package mutating func add(_ carrier: NamedAccount, under id: String) {
        let key = Self.key(id)
        if !key.isEmpty { carriers[key, default: []].append(carrier) }
    }

    /// Takes in a refused request with an id; the last one counts.
    package mutating func add(_ refusal: Refusal, of id: String) {
        let key = Self.key(id)
        if !key.isEmpty, refusals[key].map({ $0.at < refusal.at }) ?? true { refusals[key] = refusal }
    }

    /// The first reseller that carries an id, other than the given accounts.
    func carrier(of id: String, except accounts: Set<AccountID>) -> NamedAccount? {
        carriers[Self.key(id)]?.first { !accounts.contains($0.id) }
    }

    /// When the vendor refused an id last; nil if it has accepted it since, or before.
    func refusal(of id: String) -> Refusal? {
        let key = Self.key(id)
        return carriers[key] == nil ? refusals[key] : nil
    }
}
