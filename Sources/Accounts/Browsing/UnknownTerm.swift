/// A term of a filter that is not understood.
package struct UnknownTerm: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
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
        case yesOrNo
        /// A phone number has digits.
        case phone
        /// There are more than this.
        case tooMany(Int)

        func among(_ known: [SystemName]) -> Kind {
            if case .system(let name, _) = self { .system(name, known: known) } else { self }
        }
    }

    /// The term as it was typed; of an unknown name only that.
    package let text: String
    package let kind: Kind
}
