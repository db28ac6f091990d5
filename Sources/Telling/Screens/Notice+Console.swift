package import Accounts
package import Synchronizing

extension Notice {
    package static var runUnderWay: Notice {
        .warning("A bulk run is under way already.").cure(inConsole: "\(key: .bulkRun) shows it.")
    }

    package static var noRunYet: Notice {
        .plain("No bulk run has begun in this console yet.")
            .cure(
                inConsole:
                    "\(key: .runs) lists those of the book; \(key: .mark) marks accounts for one, and \(key: .bulk) plans it."
            )
    }

    package static var noNextCustomer: Notice {
        .good("The reseller has no further end customer that can be synchronized.")
            .cure(inConsole: "\(key: .cases) lists those that are blocked.")
    }

    package static var recordedLate: Notice {
        .good("The outcome that could not be written down is written down now.")
    }

    /// Follows an earlier notice of why the book could not be read.
    package static func answers(after failure: StoreFailure?) -> Notice {
        failure?.isShutOut == true
            ? .good("Your login is let into the book again.") : .good("The server of the book answers again.")
    }

    package static func pauseLifted(_ system: SystemName) -> Notice {
        .good("\(system) is used again.").details(["If it refuses the key again, it is paused again."])
    }

    package static func unregistered(_ system: SystemName) -> Notice {
        .bad("\(system) is not registered here any more.")
    }

    /// An id that was typed, and whose case was closed before the vendor was asked about it.
    package static func unconfirmed(_ id: ExternalID, for account: Account, _ verdict: ExistsVerdict) -> Notice {
        notConfirmed(id, for: account, verdict).details(["Nothing was linked."])
            .cure(inConsole: "\(key: .adoptTyped) in its case asks again, and lets you decide.")
    }

    package static func accountGone(_ id: AccountID) -> Notice {
        .bad("The account \(id) is gone.").cure(inConsole: "\(key: .refresh) in the list reads it again.")
    }

    package static func mouse(isTaken: Bool) -> Notice {
        isTaken
            ? .plain("The mouse selects and opens here again.")
            : .plain("The mouse is the terminal's now: select text with it.")
                .cure(inConsole: "\(key: .mouse) takes it back.")
    }

    package static var clickedTooLate: Notice {
        .plain("What was clicked on is not there any more, so nothing was done.")
    }

    // MARK: What was typed

    package static func untaken(locale: String?) -> Notice {
        guard let locale else {
            return .warning(untakenHeadline).details(["The terminal sent bytes that are not UTF-8."])
                .cure("Set the terminal to UTF-8 and type it again.")
        }
        return .warning(untakenHeadline).details(["The locale \(locale) does not have it here."])
            .cure("Start again with LC_ALL=C.UTF-8.")
    }

    package var isOfUntaken: Bool { headline == Self.untakenHeadline }

    private static let untakenHeadline = "A character was not taken in."

    package static func endOfPaste(_ bytes: Int) -> Notice {
        .warning("The paste was too long: \(bytes.grouped) bytes at its end were not taken.")
    }

    package static func pasted(lines: Int, characters: Int, most: Int) -> Notice? {
        var words: [String] = []
        if lines > 1 { words.append("\(lines.grouped) lines were pasted; only the first was taken.") }
        if characters > most {
            words.append("\(characters.grouped) characters were pasted; only the first \(most.grouped) were taken.")
        }
        return words.first.map { Notice.warning($0).details(Array(words.dropFirst())) }
    }

    // MARK: Leaving

    package static var discarding: Notice {
        .warning("Ctrl-C again: quit and discard your changes.").cure("Any other key: keep editing.")
    }

    package static var losingPassword: Notice {
        .warning("Ctrl-C again: quit without seeing the generated password, which is lost then.")
            .cure("Any other key: stay.")
    }

    /// What is said while waiting for sends to end; `key` ends them at once.
    ///
    /// `resting` are those of them that only wait for their next try.
    package static func waiting(for sends: Int, resting: [AccountCode], seconds: Int, key: String) -> KeyedText {
        let what = sends == 0 ? "the bulk run" : sends == 1 ? "1 send" : "\(sends.grouped) sends"
        let out = sends - resting.count
        let doubt = out == 0 ? "" : " and leave \(out == 1 ? "it" : "them") in doubt"
        let loss = doubt + (resting.isEmpty ? "" : "; \(Phrases.resting(resting))")
        return
            "Waiting for \(what) to finish (\(seconds) s). \(key) again: quit now\(loss). \(key: .stay) stays."
    }

    package init(left name: String, _ code: AccountCode, _ stage: Submission.Stage?, at system: SystemName) {
        let named = "\(name) (\(code))"
        self =
            switch stage {
            case .sending, .recording:
                .doubt("\(named) was being sent to \(system) when the console ended: it is in doubt.")
                    .cure("Open the console again, or run `\(Phrases.resolving(code, at: system))`.")
            case .rereading, .unread, .asking, .committing, .waiting, nil:
                .warning("\(named) was about to be sent to \(system) when the console ended.")
                    .cure("`\(Phrases.status(code))` says whether it was.")
            }
    }

    package static func unnamed(_ id: AccountID) -> String { "The account \(id)" }
}
