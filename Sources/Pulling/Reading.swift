package import Accounts
package import FoundationEssentials
import StrictJSON

/// A read of the BSS's accounts, as far as it has come: a value that decides what to ask next, and whether nothing was
/// missed.
///
/// All accounts are read by `createdAt`, which does not move; what changed is read from the latest change downwards,
/// where a change meanwhile makes an account come twice, and never lets one be missed.
package struct Reading: Hashable, Sendable, Codable {
    package enum Kind: Hashable, Sendable, Codable {
        case all
        /// Down to a day before a watermark; `filters` asks the BSS to leave out what is older.
        case changes(since: Stamp, filters: Bool)
    }

    /// What comes next.
    package enum Step: Hashable, Sendable {
        /// The pass has more pages.
        case nextPage
        /// The pages of this pass have all come.
        case endOfPass
        /// The BSS does not order by `updatedAt`: everything must be read.
        case readAll
    }

    package let kind: Kind
    /// The BSS that is read.
    package let identity: String
    package let began: Date
    /// How many accounts a page has, in the first pass.
    package let pageSize: Int
    /// Counted from 1: accounts are read again if some may have been missed.
    package private(set) var pass = 1
    /// The pages that came in this pass.
    package private(set) var pages = 0
    /// The rows that came in this pass, those that came twice counted twice.
    package private(set) var rows = 0
    /// How many accounts the BSS said it has, last.
    package private(set) var total: Int?
    /// The greatest `updatedAt` that came.
    package private(set) var greatest: Stamp?
    /// What the BSS had when the pass began.
    package private(set) var opening: Opening?
    /// What it had when the first pass began.
    package private(set) var first: Opening?
    /// How many passes in a row, before this one, brought nothing that was not seen before them.
    private var barren = 0
    /// When the last account of the latest page was created.
    private var lastCreated: Stamp?
    /// Whether a page of this pass ended among accounts that were created at the same time.
    private var endsAmongEquals = false
    /// Whether every account was seen; nil until the reading has ended.
    package private(set) var isComplete: Bool?

    package struct Opening: Hashable, Sendable, Codable {
        package var total: Int?
        /// When its latest accounts were created, and how many were created at that time.
        package var latest: Stamp?
        package var ties: Int

        init(_ page: AccountPage) {
            let stamps = page.elements.map { $0.stamp("createdAt") }
            total = page.total
            let last = stamps.compactMap(\.self).max()
            latest = last
            ties = stamps.count { $0 != nil && $0 == last }
        }
    }

    package init(_ kind: Kind, identity: String, began: Date, pageSize: Int) {
        (self.kind, self.identity, self.began, self.pageSize) = (kind, identity, began, pageSize)
    }

    /// How many accounts a page of this pass has.
    ///
    /// An account whose time others share can be missed where a page ends, if their order is another one for each page. Each
    /// pass ends its pages elsewhere, or all could miss the same account, and passes that agree would prove nothing.
    private var size: Int {
        switch pass % 3 {
        case 1: pageSize
        case 2: pageSize - pageSize / 3
        default: max(1, pageSize - 1)
        }
    }

    /// The request with which the reading goes on.
    package var next: PageRequest {
        switch kind {
        case .all where opening == nil: PageRequest(page: 1, size: Self.openingSize, order: .createdLast)
        case .all: PageRequest(page: pages + 1, size: size, order: .created)
        case .changes(let since, let filters):
            PageRequest(
                page: pages + 1,
                size: size,
                order: .updatedLast,
                filter: filters ? ODataFilter.updated(since: since) : nil
            )
        }
    }

    /// Takes in what was asked for.
    package mutating func take(_ page: AccountPage) -> Step {
        if case .all = kind, opening == nil {
            opening = Opening(page)
            first = first ?? opening
            return .nextPage
        }
        pages += 1
        rows += page.elements.count
        total = page.total ?? total
        let stamps = page.elements.map { $0.stamp("updatedAt") }
        greatest = ([greatest] + stamps).compactMap(\.self).max()
        guard !page.elements.isEmpty else { return .endOfPass }
        // A page that is not full is the last one if all have come; a BSS may also give fewer than are asked for.
        let isLast = page.elements.count < size && total.map { rows >= $0 } ?? false
        switch kind {
        case .all:
            let created = page.elements.map { $0.stamp("createdAt") }
            if pages > 1, created.first == .some(lastCreated) { endsAmongEquals = true }
            lastCreated = created.last ?? nil
            return isLast ? .endOfPass : .nextPage
        case .changes(let since, _):
            let known = stamps.compactMap(\.self)
            guard known.count == stamps.count, zip(known, known.dropFirst()).allSatisfy({ $0 >= $1 }) else {
                return .readAll
            }
            return isLast || known.contains { $0 < since.dayBefore } ? .endOfPass : .nextPage
        }
    }

    /// Accounts that are imported together are created at the same time.
    private static let openingSize = 50

    /// Whether the passes have seen every account that there is; nil if it must be read again.
    ///
    /// Deletions shift later accounts to pages that were read already. They show in the totals, less what was created
    /// meanwhile. If there were none, what any pass has seen counts: accounts of the same time may come in another
    /// order for each page, and some of them never in one pass. Without totals, a second pass must see nothing that was not
    /// seen before; one more must, if it did not see all that was, and one more, if a page ended among accounts of one time.
    package func isComplete(_ tally: PassTally) -> Bool? {
        guard case .all = kind else { return false }
        let isWhole: Bool
        if let total, opening?.total != nil {
            isWhole =
                tally.seen == total && hasLostNone(since: opening, created: tally.created)
                || tally.all == total && hasLostNone(since: first, created: tally.createdSinceFirst)
        } else {
            let wanted = 1 + (tally.unseen > 0 ? 1 : 0) + (endsAmongEquals ? 1 : 0)
            isWhole = pass > 1 && tally.added == 0 && barren + 1 >= wanted
        }
        return isWhole ? true : pass < Self.mostPasses ? nil : false
    }

    /// Whether no account was deleted, by the totals; `created`: those that came with a time not before the latest one.
    private func hasLostNone(since opening: Opening?, created: Int) -> Bool {
        guard let opening, let before = opening.total else { return false }
        return before + created - opening.ties == total
    }

    /// Notes that the reading has ended.
    package mutating func end(isComplete: Bool) { self.isComplete = isComplete }

    /// Begins the next pass.
    package mutating func readAgain(after tally: PassTally) {
        barren = pass > 1 && tally.added == 0 ? barren + 1 : 0
        pass += 1
        (pages, rows, total, opening) = (0, 0, nil, nil)
        (lastCreated, endsAmongEquals) = (nil, false)
    }

    private static let mostPasses = 8

    /// How long an unfinished reading can be taken up again: the next pull reads back no more than a day.
    package static let longestPause = 43_200.0
}

/// What a pass has seen, and what the passes before it had seen.
package struct PassTally: Hashable, Sendable {
    /// The accounts that came in this pass.
    package var seen: Int
    /// Those of them that no earlier pass had seen.
    package var added: Int
    /// The accounts of earlier passes that did not come in this one.
    package var unseen: Int
    /// Those of this pass that were created no earlier than the latest one that there was when it began.
    package var created: Int
    /// Those of all passes that were created no earlier than the latest one when the first pass began.
    package var createdSinceFirst: Int

    package init(seen: Int, added: Int, unseen: Int, created: Int, createdSinceFirst: Int) {
        (self.seen, self.added, self.unseen) = (seen, added, unseen)
        (self.created, self.createdSinceFirst) = (created, createdSinceFirst)
    }

    /// The accounts that came in any pass.
    package var all: Int { seen + unseen }
}

extension JSON {
    /// A time among the members of an account; nil if there is none that can be read.
    func stamp(_ name: String) -> Stamp? { self[name]?.text.flatMap(Stamp.init) }
}
