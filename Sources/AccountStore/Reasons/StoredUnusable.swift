import Accounts
import Synchronizing

extension SecretFailure {
    init?(_ stored: StoredReason) {
        let reference = stored.text.flatMap { SecretReference($0) }
        let fault = Fault(stored.inner)
        switch (stored.first, stored.file, stored.number.flatMap { Int32(exactly: $0) }) {
        case ("noVariable", _, _): self = .noVariable(stored.name ?? "")
        case ("unreadable", let path?, _):
            guard let fault else { return nil }
            self = .unreadable(path: path, fault)
        case ("exposed", let path?, _): self = .exposed(path: path)
        case ("notAFile", let path?, _): self = .notAFile(path: path)
        case ("commandFailed", _, let status?): self = .commandFailed(status: status)
        case ("commandTimedOut", _, _):
            guard let limit = stored.duration else { return nil }
            self = .commandTimedOut(after: limit)
        case ("commandOutput", _, _):
            guard let fault else { return nil }
            self = .commandOutput(fault)
        case ("empty", _, _):
            guard let reference else { return nil }
            self = .empty(reference)
        case ("hidden", _, _):
            guard let reference, let character = stored.character else { return nil }
            self = .hidden(reference, character)
        case ("whiteSpace", _, _):
            guard let reference else { return nil }
            self = .whiteSpace(reference)
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .noVariable(let name): .init("noVariable") { $0.name = name }
        case .unreadable(let path, let fault): fault.stored.with { $0.file = path }.under("unreadable")
        case .exposed(let path): .init("exposed") { $0.file = path }
        case .notAFile(let path): .init("notAFile") { $0.file = path }
        case .commandFailed(let status): .init("commandFailed") { $0.number = Int(status) }
        case .commandTimedOut(let limit): .init("commandTimedOut") { $0.seconds = limit.seconds }
        case .commandOutput(let fault): fault.stored.under("commandOutput")
        case .empty(let reference): .init("empty") { $0.text = "\(reference)" }
        case .hidden(let reference, let character):
            .init("hidden") { ($0.text, $0.character) = ("\(reference)", character) }
        case .whiteSpace(let reference): .init("whiteSpace") { $0.text = "\(reference)" }
        }
    }
}

extension SecretFailure.Fault {
    init?(_ stored: StoredReason) {
        switch stored.first {
        case "missing": self = .missing
        case "forbidden": self = .forbidden
        case "tooLong": self = .tooLong
        case "notUTF8": self = .notUTF8
        case "system": self = .system(stored.text ?? "")
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .missing: .init("missing")
        case .forbidden: .init("forbidden")
        case .tooLong: .init("tooLong")
        case .notUTF8: .init("notUTF8")
        case .system(let words): .init("system") { $0.text = words }
        }
    }
}

extension CAFileFault {
    init?(_ stored: StoredReason) {
        switch stored.first {
        case "missing": self = .missing
        case "notAFile": self = .notAFile
        case "empty": self = .empty
        case "noCertificate": self = .noCertificate
        case "broken": self = .broken
        case "system": self = .system(stored.text ?? "")
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .missing: .init("missing")
        case .notAFile: .init("notAFile")
        case .empty: .init("empty")
        case .noCertificate: .init("noCertificate")
        case .broken: .init("broken")
        case .system(let words): .init("system") { $0.text = words }
        }
    }
}
