/// A term of a filter that is not understood, as data, with its sentence.
package struct UnknownTerm: Hashable, Sendable {
    /// Why it is not understood.
    package enum Reason: Hashable, Sendable {
        /// No term has that name.
        case name
        /// The name stands alone.
        case noValue
        /// No state is called so.
        case state
        /// No type is called so.
        case kind
        /// No system is called so; these are.
        case system(String, known: [SystemName])
        /// It is neither a code nor a name of a country.
        case country
        /// It is neither yes nor no.
        case yesOrNo
        /// A phone number has digits.
        case phone
        /// There are more than this.
        case tooMany(Int)

        func among(_ known: [SystemName]) -> Reason {
            if case .system(let name, _) = self { .system(name, known: known) } else { self }
        }
    }

    /// The term as it was typed; of an unknown name only that.
    package let text: String
    /// Why it is not understood.
    package let reason: Reason

    /// What is the matter, short enough for a line of the screen.
    package var message: String {
        switch reason {
        case .name: "\(text) is not a term"
        case .noValue: "\(text) needs a value"
        case .state: "\(text) is not a known state"
        case .kind: "\(text) is not a known role"
        case .system: "\(text) is not a known system"
        case .country: "\(text) is not a known country"
        case .yesOrNo: "\(text) is neither yes nor no"
        case .phone: "\(text) has no digits"
        case .tooMany(let limit): "the filter has more than \(limit) words"
        }
    }

    /// What to do now.
    package var cure: String {
        switch reason {
        case .name: "use \(FilterWord.terms.map { "\($0):" }.listed(by: "or")), or quotes around a word with a colon"
        case .noValue: "write what it is to be, or leave it out"
        case .state:
            "use \((SyncState.allCases.map { $0.rawValue.replacing(" ", with: "-") } + ["failed"]).listed(by: "or"))"
        case .kind: "use reseller, customer, end or direct"
        case .system(_, let known):
            known.isEmpty ? "register it first" : "use \(known.map(\.rawValue).listed(by: "or"))"
        case .country: "use a code of two letters, or a name"
        case .yesOrNo: "use yes or no"
        case .phone: "write the digits of a phone number"
        case .tooMany: "leave some out"
        }
    }
}

extension [String] {
    /// The texts as they stand in a sentence: `a, b or c`.
    fileprivate func listed(by word: String) -> String {
        count > 1 ? "\(dropLast().joined(separator: ", ")) \(word) \(self[count - 1])" : joined()
    }
}
