package import Accounts

extension Doubt {
    /// What happened, to follow "in doubt: ".
    package var phrase: String {
        switch self {
        case .broken(.timedOut): "no answer in time"
        case .broken(.connectionLost): "the connection was lost before the answer was complete"
        case .broken(.unreadable): "the answer could not be read"
        case .status(let status): "the vendor answered HTTP \(status), which proves nothing"
        case .noAnswer(let fault): "the vendor's answer cannot be used: \(fault.phrase)"
        case .ownerDied: "nothing more was heard from the program that was sending it"
        case .unknownToBook: "the book had lost it, and its sender's journal does not say how it ended"
        }
    }
}

extension Unreadable {
    package var phrase: String {
        switch self {
        case .tooLong: "it is longer than 1 MiB"
        case .cutOff: "it was cut off"
        case .empty: "it is empty"
        case .page: "it is a page, not JSON"
        case .notUTF8(let line): "it is not UTF-8 in line \(line)"
        case .cut(let line): "it ends in the middle, in line \(line)"
        case .notJSON(let line, let column): "it is not JSON at line \(line), character \(column)"
        case .tooDeep(let limit): "it is nested more than \(limit) deep"
        case .notAnObject: "it is not a JSON object"
        case .memberTwice(let name): "the member \"\(name)\" is there twice"
        case .noCode: "a JSON object without Code"
        case .codeNotInteger: "a JSON object whose Code is not a whole number"
        case .twoCodes: "a JSON object with both Code and ErrorCode"
        case .code(let code): "Code \(code)"
        case .codeWithoutResult(let code): "Code \(code) without a Result"
        case .neitherCodeNorResult: "neither Code nor Result"
        case .result(let problem): "its Result \(problem.fact)"
        case .fieldTwice(let id): "two fields have the ID \"\(id)\""
        case .fieldWithoutID: "a field has no ID"
        }
    }
}
