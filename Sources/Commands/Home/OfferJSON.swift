import Synchronizing
import Workspace

/// What this machine's journal of sends has, and what became of what the book did not know.
struct OfferJSON: Encodable {
    private let sends, offered, damagedLines: Int
    private let became: Became?

    private struct Became: Encodable {
        let synchronized, inDoubt, conflict, withoutEffect, held, misplaced, left: Int
    }

    init(_ report: OfferReport, isDone: Bool) {
        (sends, offered, damagedLines) = (report.sends, report.offered, report.damagedLines)
        became =
            isDone
            ? Became(
                synchronized: report.synchronized,
                inDoubt: report.inDoubt,
                conflict: report.conflicts,
                withoutEffect: report.withoutEffect,
                held: report.held.count,
                misplaced: report.misplaced,
                left: report.left
            ) : nil
    }
}
