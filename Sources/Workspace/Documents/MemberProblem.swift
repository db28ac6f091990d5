package import Accounts

/// What is wrong with a member of a JSON document, and where; never contains a value that may be a secret.
package struct MemberProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It is required and absent.
        case missing
        /// Its name is not known; `meant` is the one that was probably meant.
        case unknown(meant: String?)
        case twice
        case wrongType(expected: JSONType)
        /// It is none of these choices.
        case notAChoice(value: String, choices: [String])
        case outside(ClosedRange<Double>)
        /// It is not an acceptable text.
        case text(OneLine.Problem)
        /// It is not a usable URL.
        case url(WebURL.Problem)
        case plainHTTP
        /// It is a secret in plain text.
        case bareSecret
        /// It contains a character that cannot travel in a header.
        case notAHeader(Unicode.Scalar)
        /// It contains neither a letter nor a digit.
        case notAName
        /// Its name cannot be part of a header's name.
        case notAHeaderName
    }

    /// The path of the member: `endpoints.exists`.
    package var member: String
    /// The line of the document where the member is or, if it is missing, where its object begins.
    package var line: Int
    package var kind: Kind

    /// The type that a member must have.
    package enum JSONType: Hashable, Sendable {
        case object, list, string, truth, number, wholeNumber
    }
}
