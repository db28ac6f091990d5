package import FoundationEssentials

/// What is known of the Reseller IDs of a system, by id without regard to case.
package struct KnownResellerIDs: Hashable, Sendable {
    package struct Carrier: Hashable, Sendable {
        package var id: AccountID
        package var code: AccountCode
        package var name: String

        package init(id: AccountID, code: AccountCode, name: String) {
            (self.id, self.code, self.name) = (id, code, name)
        }
    }

    package struct Refusal: Hashable, Sendable {
        package var at: Date
        /// The vendor's words.
        package var words: String

        package init(at date: Date, words: String) { (at, self.words) = (date, words) }
    }

    private var carriers: [String: [Carrier]] = [:]
    private var refusals: [String: Refusal] = [:]

    package init() {}

    /// Takes in a reseller that the vendor has, or may have, under an id.
    package mutating func add(_ carrier: Carrier, under id: String) {
        let key = id.trimmed.lowercased()
        if !key.isEmpty { carriers[key, default: []].append(carrier) }
    }

    /// Takes in a refused request with an id; the last one counts.
    package mutating func add(_ refusal: Refusal, of id: String) {
        let key = id.trimmed.lowercased()
        if !key.isEmpty, refusals[key].map({ $0.at < refusal.at }) ?? true { refusals[key] = refusal }
    }

    /// The first reseller that carries an id, other than the given accounts.
    func carrier(of id: String, except accounts: Set<AccountID>) -> Carrier? {
        carriers[id.trimmed.lowercased()]?.first { !accounts.contains($0.id) }
    }

    /// When the vendor refused an id last; nil if it has accepted it since, or before.
    func refusal(of id: String) -> Refusal? {
        let key = id.trimmed.lowercased()
        return carriers[key] == nil ? refusals[key] : nil
    }
}
