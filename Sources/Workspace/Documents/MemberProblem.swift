package import Accounts

/// What is wrong with a member of a JSON document, and where; never with a value that may be a secret.
package struct MemberProblem: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Kind: Hashable, Sendable {
        /// It must be there and is not.
        case missing
        /// Nobody knows it; the one that was probably meant.
        case unknown(meant: String?)
        case twice
        case wrongType(expected: JSONType)
        /// It is none of these.
        case notAChoice(value: String, choices: [String])
        case outside(ClosedRange<Double>)
        /// It is not a text that is taken in.
        case text(OneLine.Problem)
        /// It is not a URL that can be used.
        case url(WebURL.Problem)
        case plainHTTP
        /// It is a secret in the open.
        case bareSecret
        /// It has a character that cannot travel in a header.
        case notAHeader(Unicode.Scalar)
        /// It holds neither a letter nor a digit.
        case notAName
        /// Its name cannot be part of a header's name.
        case notAHeaderName
    }

    /// The member, with those that it stands in: `endpoints.exists`.
    package var member: String
    /// The line of the document where it is, or where the object begins that it is missing in.
    package var line: Int
    /// What is wrong.
    package var kind: Kind

    /// What a member must be.
    package enum JSONType: Hashable, Sendable {
        case object, list, string, truth, number, wholeNumber
    }
}
