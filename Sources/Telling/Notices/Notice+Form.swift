package import Accounts
package import Synchronizing

extension Notice {
    /// Says why there is no form.
    package init(_ failure: Synchronizer.FormFailure, system: SystemName) {
        self =
            switch failure {
            case .unknown:
                Notice(
                    .bad,
                    "The account, or \(system), is not here any more.",
                    cure: "Look at `account-sync accounts list` and `account-sync systems list`.",
                    keyCure: "\(key: .refresh) in the list reads it again."
                )
            case .store(let failure): Notice(failure)
            case .definitions(let failure): Notice(failure, system: system)
            }
    }

    private init(_ failure: Synchronizer.DefinitionsFailure, system: SystemName) {
        let headline = "\(system) did not say which fields its form has"
        self =
            switch failure {
            case .unusable(let problem): Notice(.bad, "\(system) cannot be used: \(problem.phrase).")
            case .notSent(let unsent): Notice(.bad, "\(headline): \(unsent.phrase).", cure: unsent.cure.sentence)
            case .unusableAnswer(let doubt):
                Notice(
                    .bad,
                    "\(headline): \(doubt.phrase).",
                    cure: "Check the syncOptions URL of the registration, then try again."
                )
            case .refused(let status, let message):
                Notice(
                    .bad,
                    "\(headline): \(Self.phrase(status)).",
                    details: message.quotedAsWords,
                    cure: Self.cure(status)
                )
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

    /// Says why a value given by name cannot be put into a form.
    package init(_ problem: SyncForm.SettingProblem) {
        self =
            switch problem {
            case .unknownField(let name, let known):
                Notice(.bad, "There is no field \"\(name)\".", cure: "Name one of: \(known.joined(separator: ", ")).")
            case .readOnly(let label):
                Notice(.bad, "\(label) is set by the vendor and cannot be changed.", cure: "Leave it out.")
            case .notAChoice(let value, let label, let choices):
                Notice(
                    .bad,
                    "\(label) cannot be \"\(value)\".",
                    cure: "Use one of: \(choices.joined(separator: ", "))."
                )
            case .file(let label):
                Notice(.bad, "\(label) asks for a file, which this console cannot send.", cure: "Leave it out.")
            }
    }
}

extension String {
    /// A vendor's words on a line of their own; empty if it said nothing.
    var quotedAsWords: [String] { trimmed.isEmpty ? [] : ["It says: \"\(trimmed)\""] }
}
