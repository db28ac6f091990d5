import Accounts
package import Workspace

extension MemberProblem {
    /// What is wrong, what to do now, and where.
    package var phrase: String { "\(told) (line \(line))" }

    /// The same as a sentence of a list.
    var lineFirst: String { "line \(line): \(told)".sentence }

    private var told: String {
        switch kind {
        case .missing: "\(member) is missing: add it"
        case .unknown(let meant):
            "unknown member \"\(member)\"; "
                + (meant.map { "did you mean \($0)?" } ?? "correct its spelling or remove it")
        case .twice: "\(member) is there twice: keep one"
        case .wrongType(let expected): "\(member) must be \(expected.phrase): correct it"
        case .notAChoice(let value, let choices):
            "\(member) is \"\(value)\": use one of \(choices.joined(separator: ", "))"
        case .outside(let range): "\(member) must be \(range.phrase): correct it"
        case .text(let problem): "\(member) \(problem.phrase)"
        case .url(let problem): "\(member) \(problem.phrase)"
        case .plainHTTP: "\(member) \(RequestFault.plainHTTP)"
        case .bareSecret:
            "\(member) must name where the secret is, not be it: write env:NAME, file:PATH or command:LINE"
        case .notAHeader(let character): "\(member) holds \"\(character)\", which cannot travel in a header: correct it"
        case .notAName: "\(member) needs a letter or a digit: correct it"
        case .notAHeaderName:
            "\(member) cannot be part of a header's name: use the field's ID, of letters, digits and hyphens"
        }
    }
}

extension MemberProblem.JSONType {
    fileprivate var phrase: String {
        switch self {
        case .object: "an object"
        case .list: "a list"
        case .string: "a string"
        case .truth: "true or false"
        case .number: "a number"
        case .wholeNumber: "a whole number"
        }
    }
}

extension ClosedRange<Double> {
    fileprivate var phrase: String {
        lowerBound == upperBound ? lowerBound.digits : "from \(lowerBound.digits) to \(upperBound.digits)"
    }
}

extension Double {
    fileprivate var digits: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
