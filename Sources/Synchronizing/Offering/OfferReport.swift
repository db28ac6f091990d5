import Accounts

/// What became of the sends of a sender's journal that a book did not know.
package struct OfferReport: Hashable, Sendable {
    /// How many sends the journal has.
    package var sends = 0
    /// How many of them the book did not know, or only as in doubt although the outcome is known here.
    package var offered = 0
    package var inDoubt = 0
    package var synchronized = 0
    package var conflicts = 0
    /// Those that certainly created nothing, of which nothing is written unless the book had them in doubt.
    package var withoutEffect = 0
    /// Those whose account is settled in the book in another way: a duplicate is possible.
    package var held: [KeptSend] = []
    /// Those whose account is being sent at the moment, or that could not be written; they are offered again.
    package var left = 0
    /// Those whose account or system is not in the book, or not seen by the login: they are offered once it is.
    package var misplaced = 0
    package var damagedLines = 0

    package init() {}

    /// Both of two reports, about the same journal.
    package func and(_ later: OfferReport?) -> OfferReport {
        guard let later else { return self }
        var sum = later
        sum.offered += offered
        sum.inDoubt += inDoubt
        sum.synchronized += synchronized
        sum.conflicts += conflicts
        sum.withoutEffect += withoutEffect
        sum.held += held.filter { !later.held.contains($0) }
        sum.misplaced = max(misplaced, later.misplaced)
        return sum
    }

    mutating func count(_ verdict: OutcomeVerdict) {
        switch verdict {
        case .conflict: conflicts += 1
        case .recorded(let link) where link.state == .synchronized: synchronized += 1
        case .recorded(let link) where link.state == .inDoubt: inDoubt += 1
        case .recorded: withoutEffect += 1
        case .stale: left += 1
        }
    }
}
