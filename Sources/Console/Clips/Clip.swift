import Accounts
import Synchronizing
import Telling

/// Something under the cursor that can be copied, and what it is.
struct Clip: Hashable, Sendable {
    let label: String
    let text: String
    /// The subcommand that does what the key did, if it is one.
    private(set) var command: ShellCommand?

    /// Copies a command; nil if there is none.
    init?(_ command: ShellCommand?) {
        guard let command else { return nil }
        (label, text, self.command) = (ClipWords.command, command.description, command)
    }

    /// Copies a text; nil if there is none.
    init?(_ label: String, _ text: String?) {
        guard let text, !text.isEmpty else { return nil }
        (self.label, self.text) = (label, text)
    }
}

extension Clip {
    /// What an account has: its code, its ids at the vendors, its email, and what the vendors said about it.
    static func all(of row: AccountRow, first system: SystemName?) -> [Clip] {
        let links = row.links.values.sorted { left, right in
            (left.system == system ? 0 : 1, left.system) < (right.system == system ? 0 : 1, right.system)
        }
        return
            ([Clip(ClipWords.code, row.account.code.rawValue)]
            + links.map { Clip(ClipWords.id(at: $0.system), $0.externalID?.rawValue) }
            + [Clip(ClipWords.email, row.account.email)]
            + links.map { Clip(ClipWords.message(of: $0.system), $0.detail) })
            .compactMap(\.self)
    }

    /// What is known of an account on one system, and what the screen says about it there.
    static func all(of account: Account, _ id: ExternalID?, at system: SystemName, _ notice: Notice?) -> [Clip] {
        [
            Clip(ClipWords.code, account.code.rawValue),
            Clip(ClipWords.id(at: system), id?.rawValue), Clip(ClipWords.email, account.email),
            Clip(ClipWords.message, notice?.consoleLines.joined(separator: " ")),
        ]
        .compactMap(\.self)
    }
}
