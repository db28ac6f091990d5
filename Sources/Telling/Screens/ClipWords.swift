package import Accounts

/// What can be copied, and what is said of it.
package enum ClipWords {
    package static let title = "Copy"
    package static let code = "code"
    package static let email = "email"
    package static let message = "message"
    package static let entry = "entry of the history"
    package static let attempt = "id of the attempt"
    package static let command = "the same as a command"
    package static let nothing = "there is nothing to copy under the cursor"
    package static let noCommand = "there is no command that does the same"

    package static func id(at system: SystemName) -> String { "id at \(system)" }
    package static func message(of system: SystemName) -> String { "message of \(system)" }
}

extension Notice {
    /// Says what was handed to the terminal for its clipboard; whether it took it is not known.
    package static func copied(_ what: String, _ text: String, isCut: Bool) -> Notice {
        Notice(isCut ? .warning : .plain, "Copied (\(what)): \(text.cut(to: 120))")
            .details(isCut ? ["It was too long: only its beginning was copied."] : [])
    }
}
