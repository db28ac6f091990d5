package import Accounts

/// Lines that commands print and that are not notices, by subject.
package enum Phrases {
    // MARK: The end of a command

    /// What a command says when a signal ends it and there is nothing better to say.
    package static let wholeOrNot = "Ended before it was done: what it changes is changed as a whole or not at all."
    /// What a command says in the same case if it only reads.
    package static let nothingChanged = "Ended before it was done; nothing was changed."
    package static let nothingSent = "Nothing was sent."
    static let safeAgain = "It is safe to try again."
    /// What to do about an account that was not accepted since the vendor refused the key.
    static let keyThenSend = "Put the key right, then send it again."
    static let correctNamed = "Correct what it names, then try again."
    /// The same where the vendor named nothing.
    static let correctUnnamed = "Look at the values that were sent, or ask the vendor; then try again."
    package static let nothingInDoubt = "Nothing is left in doubt by this."
    package static let decidedSoFar = "Ended; what was asked and decided until now is written down."
    package static let readingEnded = "Ended while reading: nothing was imported."
    package static let importEnded = "Ended before it was done: nothing was imported."
    package static let nothingImported = "Nothing was imported."

    /// Says that a run is being stopped; `again` is the name of the next signal.
    ///
    /// `isOut`: whether anything may be on its way; `resting` are the accounts that only wait for their next try.
    package static func stopping(_ again: String, isOut: Bool, resting: [AccountCode]) -> String {
        guard !resting.isEmpty else {
            return "Stopping after the sends under way. \(again) quits at once and leaves them in doubt."
        }
        guard isOut else { return "Stopping: \(self.resting(resting))." }
        return
            "Stopping after the sends under way. \(again) quits at once and leaves them in doubt; \(self.resting(resting))."
    }

    /// What becomes of accounts that nothing is sent of at the moment, if the program ends.
    static func resting(_ codes: [AccountCode]) -> String {
        codes.count == 1
            ? "\(codes[0]) only waits for its next try and is not sent"
            : "\(list(codes)) only wait for their next try and are not sent"
    }

    package static func finishing(_ codes: [AccountCode], _ system: SystemName, _ again: String) -> String {
        "Finishing the send of \(list(codes)) to \(system). \(again) quits at once and leaves it in doubt."
    }

    package static func notSent(_ codes: [AccountCode]) -> String { "Not sent: \(list(codes))." }

    package static func left(inDoubt codes: [AccountCode], _ system: SystemName) -> [String] {
        let resolve = codes.count == 1 ? resolving(codes[0], at: system) : resolvingAll(at: system)
        let them = codes.count == 1 ? "it exists" : "they exist"
        return [
            "Left in doubt at \(system): \(list(codes)).",
            "Ask whether \(them): \(resolve)",
        ]
    }

    package static func notLookedAt(_ count: Int) -> String { "Ended as asked; \(count) were not processed." }

    /// The name of the signal that ends a command at once.
    package static let secondInterrupt = "Ctrl-C again"
    package static let secondSignal = "A second signal"

    package static let upgrading =
        "Bringing the workspace up to this version, which takes some minutes if it has a million accounts. It can be interrupted without losing anything."

    package static let startingServer = "Starting a PostgreSQL server for the demo; the first time takes some seconds."

    // MARK: Accounts and files

    package static func leftOut(column: String, _ system: SystemName) -> String {
        "The column \"\(column)\" is about the account and is not a field of \(system): it is left out."
    }

    package static func imported(added: Int, updated: Int, unchanged: Int, refused: Int, isDone: Bool) -> String {
        let verb = isDone ? "" : "would be "
        return "\(added) \(verb)added, \(updated) \(verb)updated, \(unchanged) unchanged, \(refused) refused."
    }

    package static func status(_ system: SystemName, _ state: String) -> String {
        "Provisioning Sync Status, \(system): \(state)"
    }

    package static let nothingToDecide = "Nothing needs a decision."

    package static func unlinking(_ account: Account, _ link: Link) -> String {
        "\(account.name) was adopted as \(link.shownID) at \(link.system). Type its code to unlink it:"
    }

    package static func adopting(_ account: Account, _ system: SystemName) -> String {
        "\(ShellCommand("synchronize \(account.code) --system \(system) --adopt"))"
    }

    package static func readOnly(_ link: Link) -> String {
        "\(link.state.rawValue)\(link.externalID.asWhich): it is not sent again"
    }

    // MARK: Passwords

    /// What is said of a generated password that nobody asked for.
    package static let unkept =
        "A password was generated and not kept; reset it at the vendor, or use --password-file next time."

    package static func unkept(_ count: Int) -> String {
        "\(count) passwords were generated and not kept; reset them at the vendor."
    }

    private static func list(_ codes: [AccountCode]) -> String { codes.map(\.rawValue).joined(separator: ", ") }
}
