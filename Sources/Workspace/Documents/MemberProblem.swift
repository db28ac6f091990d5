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
        /// It is something else than this.
        case wrongType(expected: String)
        /// It is none of these.
        case notAChoice(value: String, choices: [String])
        /// It is outside this range.
        case range(String)
        /// It is not a text that is taken in.
        case text(OneLine.Problem)
        /// It is not a URL that can be used.
        case url(WebURL.Problem)
        /// It is plain http; why that will not do.
        case plainHTTP(String)
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
}

extension MemberProblem: CustomStringConvertible {
    /// What is wrong, what to do now, and where.
    package var description: String { "\(sentence) (line \(line))" }

    private var sentence: String {
        switch kind {
        case .missing: "\(member) is missing: add it"
        case .unknown(let meant):
            "unknown member \"\(member)\"; "
                + (meant.map { "did you mean \($0)?" } ?? "correct its spelling or remove it")
        case .twice: "\(member) is there twice: keep one"
        case .wrongType(let expected): "\(member) must be \(expected): correct it"
        case .notAChoice(let value, let choices):
            "\(member) is \"\(value)\": use one of \(choices.joined(separator: ", "))"
        case .range(let range): "\(member) must be \(range): correct it"
        case .text(let problem): "\(member) \(problem.phrase)"
        case .url(let problem): "\(member) \(problem.phrase)"
        case .plainHTTP(let reason): "\(member) \(reason)"
        case .bareSecret:
            "\(member) must name where the secret is, not be it: write env:NAME, file:PATH or command:LINE"
        case .notAHeader(let character): "\(member) holds \"\(character)\", which cannot travel in a header: correct it"
        case .notAName: "\(member) needs a letter or a digit: correct it"
        case .notAHeaderName:
            "\(member) cannot be part of a header's name: use the field's ID, of letters, digits and hyphens"
        }
    }
}
