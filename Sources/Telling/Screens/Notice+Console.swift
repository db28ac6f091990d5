package import Accounts
package import Synchronizing

/// What the console says about itself.
extension Notice {
    package static var runUnderWay: Notice {
        Notice(.warning, "A bulk run is under way already.", keyCure: "\(key: .bulkRun) shows it.")
    }

    package static var noRunYet: Notice {
        Notice(.plain, "No bulk run yet.", keyCure: "Mark accounts with \(key: .mark), then \(key: .bulk).")
    }

    package static var noNextCustomer: Notice {
        Notice(.good, "The reseller has no further end customer that is not synchronized.")
    }

    package static var recordedLate: Notice {
        Notice(.good, "The outcome that could not be written down is written down now.")
    }

    package static func pauseLifted(_ system: SystemName) -> Notice {
        Notice(.good, "\(system) is used again.", details: ["If it refuses the key once more, it is paused once more."])
    }

    package static func unregistered(_ system: SystemName) -> Notice {
        Notice(.bad, "\(system) is not registered here any more.")
    }

    package static func accountGone(_ id: AccountID) -> Notice {
        Notice(.bad, "The account \(id) is gone.", keyCure: "\(key: .refresh) in the list reads it again.")
    }

    // MARK: What was typed

    /// Says that a character cannot be accepted: it is not UTF-8, or the locale cannot represent it.
    package static func untaken(locale: String?) -> Notice {
        guard let locale else {
            return Notice(
                .warning,
                untakenHeadline,
                details: ["The terminal sent bytes that are not UTF-8."],
                cure: "Set the terminal to UTF-8 and type it again."
            )
        }
        return Notice(
            .warning,
            untakenHeadline,
            details: ["The locale \(locale) does not have it here."],
            cure: "Start again with LC_ALL=C.UTF-8."
        )
    }

    /// Whether the notice is about a character that could not be accepted.
    package var isOfUntaken: Bool { headline == Self.untakenHeadline }

    private static let untakenHeadline = "A character was not taken in."

    package static func endOfPaste(_ bytes: Int) -> Notice {
        Notice(.warning, "The paste was too long: \(bytes.grouped) bytes at its end were not taken.")
    }

    /// Says what part of a paste was left out; nil if nothing was.
    package static func pasted(lines: Int, characters: Int, most: Int) -> Notice? {
        var words: [String] = []
        if lines > 1 { words.append("\(lines.grouped) lines were pasted; only the first was taken.") }
        if characters > most {
            words.append("\(characters.grouped) characters were pasted; only the first \(most.grouped) were taken.")
        }
        return words.first.map { Notice(.warning, $0, details: Array(words.dropFirst())) }
    }

    // MARK: Leaving

    package static var discarding: Notice {
        Notice(.warning, "Ctrl-C again: quit and discard your changes.", cure: "Any other key: keep editing.")
    }

    /// What is said while waiting for sends to end; `key` ends them at once.
    package static func waiting(for sends: Int, seconds: Int, key: String) -> KeyedText {
        let what = sends == 0 ? "the bulk run" : sends == 1 ? "1 send" : "\(sends.grouped) sends"
        let loss = sends == 0 ? "" : " and leave \(sends == 1 ? "it" : "them") in doubt"
        return
            "Waiting for \(what) to finish (\(seconds) s). \(key) again: quit now\(loss). \(key: .stay) stays."
    }

    /// Says which account was still being sent when the console stopped waiting.
    package init(left name: String, _ code: AccountCode, _ stage: Submission.Stage?, at system: SystemName) {
        let named = "\(name) (\(code))"
        self =
            switch stage {
            case .sending, .recording:
                Notice(
                    .doubt,
                    "\(named) was being sent to \(system) when the console ended: it is in doubt.",
                    cure: "Open the console again, or run `account-sync resolve \(code) --system \(system)`."
                )
            case .asking, .committing, .waiting, nil:
                Notice(
                    .warning,
                    "\(named) was about to be sent to \(system) when the console ended.",
                    cure: "`account-sync status \(code)` says whether it was."
                )
            }
    }

    package static func unnamed(_ id: AccountID) -> String { "The account \(id)" }
}
