package import Accounts
package import Synchronizing

extension Notice {
    package init(_ failure: Synchronizer.FormFailure, system: SystemName) {
        self =
            switch failure {
            case .unknown:
                .bad("The account, or \(system), is not here any more.")
                    .cure(
                        "Look at `\(ShellCommand("accounts list"))` and `\(ShellCommand("systems list"))`.",
                        inConsole: "\(key: .refresh) in the list reads it again."
                    )
            case .store(let failure): Notice(failure)
            case .definitions(let failure): Notice(failure, system: system)
            case .unkept(let book, let isChanged): .unkept(system, in: book, isChanged: isChanged)
            }
    }

    /// A member of a part of a book met fields of a vendor that the book does not have, and may not keep them.
    private static func unkept(_ system: SystemName, in book: String, isChanged: Bool) -> Notice {
        let who = "only a member who sees the whole book can take them in; nothing was sent"
        let what =
            isChanged
            ? "\(system) asks for other fields now than the book \(book) knows"
            : "The book \(book) does not know the fields of \(system) yet"
        let command = ShellCommand("options CODE --system \(system) --refresh")
        return .bad("\(what), and \(who).")
            .cure("Ask such a member, whom \(ShellCommand("members list")) shows, for `\(command)`; then try again.")
    }

    private init(_ failure: Synchronizer.DefinitionsFailure, system: SystemName) {
        let headline = "\(system) did not say which fields its form has"
        self =
            switch failure {
            case .unusable(let problem): .bad("\(system) cannot be used: \(problem.phrase).")
            case .notSent(let unsent): .bad("\(headline): \(unsent.phrase).").cure(unsent.cure.sentence)
            case .unusableAnswer(let doubt):
                .bad("\(headline): \(doubt.phrase).")
                    .cure("Check the syncOptions URL of the registration, then try again.")
            case .refused(let status, let message):
                .bad("\(headline): \(Self.phrase(status)).").details(message.quotedAsWords).cure(Self.cure(status))
            }
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 429: "it asks to come again later (HTTP 429)"
        case 500...: "it answered HTTP \(status)"
        case ..<300: "its answer names no fields"
        default: "it refused (HTTP \(status))"
        }
    }

    private static func cure(_ status: Int) -> String {
        switch status {
        case 401, 403: "Check the application id and the API key of the registration."
        case 429: "Try again in a few minutes."
        case 500...: "The fault is the vendor's: try again later."
        default: "Check the syncOptions URL of the registration."
        }
    }

    package init(_ problem: SyncForm.SettingProblem) {
        self = .bad(problem.phrase.sentence).cure(problem.cure.sentence)
    }
}

extension SyncForm.SettingProblem {
    var phrase: String {
        switch self {
        case .unknownField(let name, _): "there is no field \"\(name)\""
        case .readOnly(let label): "\(label) is set by the vendor and cannot be changed"
        case .notAChoice(let value, let label, _): "\(label) cannot be \"\(value)\""
        case .ambiguousChoice(let value, let label, _): "\(label) has several choices that are called \"\(value)\""
        case .file(let label): "\(label) asks for a file, which this console cannot send"
        }
    }

    var cure: String {
        switch self {
        case .unknownField(_, let known): "name one of: \(known.joined(separator: ", "))"
        case .readOnly, .file: "leave it out"
        case .notAChoice(_, _, let choices): "use one of: \(choices.joined(separator: ", "))"
        case .ambiguousChoice(_, _, let choices):
            "name the one that is meant, by its id or like this: \(choices.joined(separator: ", "))"
        }
    }
}

extension String {
    /// The words of a vendor or a server on a line of their own; empty if it said nothing.
    var quotedAsWords: [String] { trimmed.isEmpty ? [] : ["It says: \"\(trimmed)\""] }

    /// The same behind a colon.
    var quotedBehindColon: String { trimmed.isEmpty ? "" : ": \"\(trimmed)\"" }
}
