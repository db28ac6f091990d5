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
                "\(what) for accounts that the book does not have, or that your login cannot see; the book is told of each as soon as it has the account."
            )
        }
        for send in report.held { lines.append(duplicate(send)) }
        if report.damagedLines > 0 {
            let what =
                report.damagedLines == 1
                ? "1 line of the journal is" : "\(report.damagedLines.grouped) lines of the journal are"
            lines.append("\(what) damaged and ignored.")
        }
        return lines
    }

    package static let none =
        "This machine keeps no journal of what it sends: neither HOME nor XDG_STATE_HOME names a folder. Set one before you send."

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
            "Account \(send.intent.account) on \(send.intent.system) may be at the vendor twice: it was sent from here\(id), but the book says otherwise."
    }
}

extension Notice {
    /// Says what was offered when a workspace was opened; nil if that was nothing.
    package static func offered(_ report: OfferReport?) -> Notice? {
        guard let report, report.offered > 0 else { return nil }
        let details = OfferWords.lines(report, isDone: true)
        let notice = Notice.warning("The book was missing some of what this machine had sent; it has been told.")
            .details(details)
        guard report.inDoubt + report.conflicts + report.held.count > 0 else { return notice }
        return notice.cure(
            "See what needs you, and what to do: `\(ShellCommand("inbox"))`.",
            inConsole: "Press \(key: .cases) to see what needs you."
        )
    }
}
