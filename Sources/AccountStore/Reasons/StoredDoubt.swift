import Accounts

extension Doubt {
    init?(_ stored: StoredReason) {
        switch stored.first {
        case "timedOut": self = .broken(.timedOut)
        case "connectionLost": self = .broken(.connectionLost)
        case "unreadable": self = .broken(.unreadable)
        case "status":
            guard let status = stored.number else { return nil }
            self = .status(status)
        case "noAnswer":
            guard let fault = Unreadable(stored.inner) else { return nil }
            self = .noAnswer(fault)
        case "ownerDied": self = .ownerDied
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .broken(.timedOut): .init("timedOut")
        case .broken(.connectionLost): .init("connectionLost")
        case .broken(.unreadable): .init("unreadable")
        case .status(let status): .init("status") { $0.number = status }
        case .noAnswer(let fault): fault.stored.under("noAnswer")
        case .ownerDied: .init("ownerDied")
        }
    }
}

extension Unreadable {
    init?(_ stored: StoredReason) {
        switch (stored.first, stored.number) {
        case ("tooLong", _): self = .tooLong
        case ("cutOff", _): self = .cutOff
        case ("empty", _): self = .empty
        case ("page", _): self = .page
        case ("notUTF8", let line?): self = .notUTF8(line: line)
        case ("cut", let line?): self = .cut(line: line)
        case ("notJSON", let line?): self = .notJSON(line: line, column: stored.column ?? 1)
        case ("tooDeep", let limit?): self = .tooDeep(limit: limit)
        case ("notAnObject", _): self = .notAnObject
        case ("memberTwice", _): self = .memberTwice(stored.name ?? "")
        case ("noCode", _): self = .noCode
        case ("codeNotInteger", _): self = .codeNotInteger
        case ("twoCodes", _): self = .twoCodes
        case ("code", let code?): self = .code(code)
        case ("codeWithoutResult", let code?): self = .codeWithoutResult(code)
        case ("neitherCodeNorResult", _): self = .neitherCodeNorResult
        case ("resultEmpty", _): self = .result(.empty)
        case ("resultHidden", _):
            guard let character = stored.character else { return nil }
            self = .result(.hidden(character))
        case ("resultTooLong", let limit?): self = .result(.tooLong(limit: limit))
        case ("fieldTwice", _): self = .fieldTwice(FieldID(stored.name ?? ""))
        case ("fieldWithoutID", _): self = .fieldWithoutID
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .tooLong: .init("tooLong")
        case .cutOff: .init("cutOff")
        case .empty: .init("empty")
        case .page: .init("page")
        case .notUTF8(let line): .init("notUTF8") { $0.number = line }
        case .cut(let line): .init("cut") { $0.number = line }
        case .notJSON(let line, let column): .init("notJSON") { ($0.number, $0.column) = (line, column) }
        case .tooDeep(let limit): .init("tooDeep") { $0.number = limit }
        case .notAnObject: .init("notAnObject")
        case .memberTwice(let name): .init("memberTwice") { $0.name = name }
        case .noCode: .init("noCode")
        case .codeNotInteger: .init("codeNotInteger")
        case .twoCodes: .init("twoCodes")
        case .code(let code): .init("code") { $0.number = code }
        case .codeWithoutResult(let code): .init("codeWithoutResult") { $0.number = code }
        case .neitherCodeNorResult: .init("neitherCodeNorResult")
        case .result(.empty): .init("resultEmpty")
        case .result(.hidden(let character)): .init("resultHidden") { $0.character = character }
        case .result(.tooLong(let limit)): .init("resultTooLong") { $0.number = limit }
        case .fieldTwice(let id): .init("fieldTwice") { $0.name = id.rawValue }
        case .fieldWithoutID: .init("fieldWithoutID")
        }
    }
}
