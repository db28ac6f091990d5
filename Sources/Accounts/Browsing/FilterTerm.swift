extension FilterWord {
    /// How the value of a term is read.
    struct Meaning {
        /// Why a value is not understood.
        var kind: UnknownTerm.Kind
        /// Turns a non-empty value into a test; `nothing` if the value is not understood.
        var test: (String) -> AccountFilter.Term.Test
    }

    /// The meaning of the term with this name; nil if there is no such term.
    static func meaning(of name: String) -> Meaning? {
        func some<Value>(_ values: [Value], _ test: ([Value]) -> AccountFilter.Term.Test) -> AccountFilter.Term.Test {
            values.isEmpty ? .nothing : test(values)
        }
        func text(_ part: SearchText.Part) -> Meaning {
            Meaning(kind: .noValue) { .text(Needle.parts($0, in: part)) }
        }
        switch name {
        case "status", "state": return Meaning(kind: .state) { some(SyncState.named($0)) { .states($0) } }
        case "role", "type": return Meaning(kind: .kind) { some(Account.Kind.named($0)) { .kinds($0) } }
        case "system": return Meaning(kind: .name) { .system($0) }
        case "storefront": return Meaning(kind: .yesOrNo) { some(Bool.named($0)) { .storefront($0) } }
        case "country": return Meaning(kind: .country) { some(Needle.country($0)) { .text($0) } }
        case "changed": return Meaning(kind: .time) { ChangeSpan($0).map { .changed($0) } ?? .nothing }
        case "phone":
            return Meaning(kind: .phone) { value in
                value.phoneDigits.isEmpty ? .nothing : .text(Needle.parts(value.phoneDigits, in: .phone))
            }
        case "parent":
            return Meaning(kind: .noValue) { .parent(Needle.whole($0, in: .code) + Needle.parts($0, in: .name)) }
        case "code": return text(.code)
        case "name": return text(.name)
        case "email": return text(.email)
        default: return nil
        }
    }
}

extension AccountFilter.Term.Test {
    /// What either of two asks for; nothing if they are of different kinds, or cannot be joined.
    func or(_ other: Self) -> Self {
        switch (self, other) {
        case (.text(let own), .text(let others)): .text(own + others)
        case (.parent(let own), .parent(let others)): .parent(own + others)
        case (.states(let own), .states(let others)): .states(own + others)
        case (.kinds(let own), .kinds(let others)): .kinds(own + others)
        case (.storefront(let own), .storefront(let others)): .storefront(own + others)
        default: .nothing
        }
    }
}

extension SyncState {
    /// The states whose names begin with a text, so that a filter works while it is being typed; "failed" stands for
    /// the states that can be retried.
    fileprivate static func named(_ text: String) -> [SyncState] {
        if let exact = SyncState(name: text) { return [exact] }
        if text.squashed == "failed" { return [.refused, .notSent] }
        return allCases.filter { $0.rawValue.squashed.hasPrefix(text.squashed) }
    }
}

extension Account.Kind {
    /// The types whose names begin with a text; "customer" and "user" name both kinds of customer.
    fileprivate static func named(_ text: String) -> [Account.Kind] {
        let customers =
            ["customer", "user"].contains { $0.hasPrefix(text.squashed) } ? [endCustomer, directCustomer] : []
        return allCases.filter { $0.rawValue.squashed.hasPrefix(text.squashed) } + customers
    }
}

extension Bool {
    /// The truth values whose words begin with a text, such as "y" for true.
    fileprivate static func named(_ text: String) -> [Bool] {
        func begins(_ words: [String]) -> Bool { words.contains { $0.hasPrefix(text.squashed) } }
        return (begins(["yes", "true", "1"]) ? [true] : []) + (begins(["no", "false", "0"]) ? [false] : [])
    }
}

extension Needle {
    /// Needles for the countries that a text names by code, by name, or by the beginning of a name; none if it names
    /// none.
    ///
    /// They also match what was typed into the BSS, so that wrong countries can be found and corrected.
    fileprivate static func country(_ text: String) -> [Needle] {
        var codes: [String] = []
        if let country = Country(code: text) ?? Country(meaning: text) { codes.append(country.code) }
        if codes.isEmpty {
            codes = Country.all.filter { $0.name.folded.hasPrefix(text.folded) }.map(\.code)
            if text.count == 1, Country.all.contains(where: { $0.code.folded.hasPrefix(text.folded) }) {
                return [.beginning(text, in: .country)]
            }
        }
        return codes.isEmpty ? [] : codes.flatMap { whole($0, in: .country) } + whole(text, in: .country)
    }
}
