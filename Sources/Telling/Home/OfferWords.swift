import Accounts
package import Synchronizing

/// What a person is told about this machine's journal of sends, and what it offered to the book.
package enum OfferWords {
    package static func lines(_ report: OfferReport, isDone: Bool) -> [String] {
        var lines = [
            "Sends in this machine's journal: \(report.sends.grouped), unknown to the book: \(report.offered.grouped)."
        ]
        if isDone, report.offered > 0 { lines.append("They became: \(counts(report)).") }
        if report.misplaced > 0 {
            let what = report.misplaced == 1 ? "1 of them is" : "\(report.misplaced.grouped) of them are"
            lines.append(
                "\(what) about what the book does not have, or your login does not see: told to the book once it has it."
            )
        }
        for send in report.held { lines.append(duplicate(send)) }
        if report.damagedLines > 0 {
            lines.append(
                "\(report.damagedLines.grouped) lines of the journal are torn or damaged, and do not count."
            )
        }
        return lines
    }

    package static let none =
        "No journal of what is sent from here is kept: neither HOME nor XDG_STATE_HOME names a folder. Set one before you send."

    private static func counts(_ report: OfferReport) -> String {
        [
            (report.synchronized, "synchronized"), (report.inDoubt, "in doubt"), (report.conflicts, "in conflict"),
            (report.withoutEffect, "without effect at the vendor"),
            (report.held.count, "settled in another way before"), (report.left, "left for the next time"),
        ]
        .filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }.joined(separator: ", ")
    }

    fileprivate static func duplicate(_ send: KeptSend) -> String {
        let id = if case .created(let id)? = send.outcome { " as \(id)" } else { "" }
        return
            "Account \(send.intent.account) on \(send.intent.system) may be at the vendor twice: it was sent from here\(id), and the book has it otherwise."
    }
}

extension Notice {
    /// Says what was offered when a workspace was opened; nil if that was nothing.
    package static func offered(_ report: OfferReport?) -> Notice? {
        guard let report, report.offered > 0 else { return nil }
        let details = OfferWords.lines(report, isDone: true)
        let notice = Notice.warning("The book did not know all that was sent from this machine, and was told.")
            .details(details)
        guard report.inDoubt + report.conflicts + report.held.count > 0 else { return notice }
        return notice.cure(
            "See what needs you, and what to do: `\(ShellCommand("inbox"))`.",
            inConsole: "Press \(key: .cases) to see what needs you."
        )
    }
}
