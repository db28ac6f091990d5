/// A term of a filter that is not understood.
package struct UnknownTerm: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case name
        case noValue
        case state
        case kind
        /// There is no system with this name; `known` lists those that exist.
        case system(String, known: [SystemName])
        /// The value is neither a code nor a name of a country.
        case country
        case yesOrNo
        /// A phone number must have digits.
        case phone
        /// It is neither an age nor a date.
        case time
        /// There are more terms than this.
        case tooMany(Int)
    }

    /// The term as it was typed; if its name is unknown, only the name.
    package let text: String
    package let kind: Kind
}
