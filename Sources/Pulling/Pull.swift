import AccountFiles
package import Accounts
package import FoundationEssentials
import StrictJSON
package import Synchronizing

/// How far a pull has come.
package struct PullProgress: Hashable, Sendable {
    package var rows: Int
    /// How many the BSS says there are; nil if it does not say, or if only changes are read.
    package var total: Int?
    package var pass: Int

    package init(rows: Int, total: Int?, pass: Int) { (self.rows, self.total, self.pass) = (rows, total, pass) }
}

/// Reads accounts from the BSS into a stage, page by page: one request at a time, and what came is kept while the next
/// page is on its way.
package struct Pull: Sendable {
    private let reader: any BSSReader
    private let stage: any PullStage
    private let members: BSSMembers
    private let isStopped: @Sendable () -> Bool
    private let report: @Sendable (PullProgress) -> Void

    package init(
        _ reader: any BSSReader,
        into stage: any PullStage,
        members: BSSMembers,
        unless isStopped: @escaping @Sendable () -> Bool = { false },
        _ report: @escaping @Sendable (PullProgress) -> Void = { _ in }
    ) {
        (self.reader, self.stage, self.members) = (reader, stage, members)
        (self.isStopped, self.report) = (isStopped, report)
    }

    package enum Failure: Error, Hashable, Sendable {
        case bss(BSSProblem)
        case store(StoreFailure)
        /// Somebody asked it to end; what has come stays in the stage.
        case stopped
    }

    /// What was read.
    package struct Read: Sendable {
        /// It has ended.
        package var reading: Reading
        /// Whether the BSS filters by `updatedAt`, if that was tried now.
        package var filtersByUpdate: Bool?

        /// Whether every account was seen, so that one that was not is gone.
        package var isComplete: Bool { reading.isComplete == true }
    }

    /// Reads everything, or what changed since the watermark; goes on with a reading that was cut off.
    ///
    /// `all`: whether everything must be read.
    package func run(
        _ state: PullState,
        of connection: BSSConnection,
        all: Bool,
        now: Date
    ) async throws(Failure) -> Read {
        var reading = try begin(state, of: connection, all: all, now: now)
        var hasFilterFailed = false
        while true {
            if try await pass(&reading) == .readAll {
                reading = Reading(.all, identity: reading.identity, began: now, pageSize: reading.pageSize)
                try storing { () throws(StoreFailure) in try stage.begin(reading) }
                continue
            }
            if case .changes(let since, filters: true) = reading.kind, reading.rows == 0 {
                // The account with the watermark should have come: the filter is not trusted any more.
                let unfiltered = Reading.Kind.changes(since: since, filters: false)
                reading = Reading(unfiltered, identity: reading.identity, began: now, pageSize: reading.pageSize)
                try storing { () throws(StoreFailure) in try stage.begin(reading) }
                hasFilterFailed = true
                continue
            }
            guard case .all = reading.kind else {
                let filters = hasFilterFailed ? false : try await tryFilter(reading, state)
                return try end(&reading, isComplete: false, filtersByUpdate: filters)
            }
            let tally = try storing { () throws(StoreFailure) in try stage.tally(reading) }
            if let isComplete = reading.isComplete(tally) {
                // If not every account came in the last pass, none was deleted, and all that came is there.
                if isComplete, tally.seen == reading.total {
                    try storing { () throws(StoreFailure) in try stage.forget(notSeenIn: reading.pass) }
                }
                return try end(&reading, isComplete: isComplete)
            }
            reading.readAgain(after: tally)
            try note(reading)
        }
    }

    private func end(
        _ reading: inout Reading,
        isComplete: Bool,
        filtersByUpdate: Bool? = nil
    ) throws(Failure) -> Read {
        reading.end(isComplete: isComplete)
        try note(reading)
        return Read(reading: reading, filtersByUpdate: filtersByUpdate)
    }

    private func begin(
        _ state: PullState,
        of connection: BSSConnection,
        all: Bool,
        now: Date
    ) throws(Failure) -> Reading {
        let unfinished = try storing { () throws(StoreFailure) in try stage.reading() }
        if let unfinished, unfinished.isComplete == nil, unfinished.identity == connection.identity,
            unfinished.kind == .all || !all
        {
            let age = now.timeIntervalSince(unfinished.began)
            if (0...Reading.longestPause).contains(age) { return unfinished }
        }
        let kind: Reading.Kind =
            if !all, let since = state.watermark {
                .changes(since: since, filters: state.filtersByUpdate ?? false)
            } else {
                .all
            }
        let reading = Reading(kind, identity: connection.identity, began: now, pageSize: connection.pageSize)
        try storing { () throws(StoreFailure) in try stage.begin(reading) }
        return reading
    }

    /// Reads the pages that are left of a pass.
    private func pass(_ reading: inout Reading) async throws(Failure) -> Reading.Step {
        var keeping: Task<Result<Int, StoreFailure>, Never>?
        var barren = 0
        while true {
            guard !isStopped() else {
                _ = try await kept(keeping)
                throw .stopped
            }
            let page: AccountPage
            do throws(BSSProblem) {
                page = try await reader.accounts(reading.next)
            } catch {
                _ = try await kept(keeping)
                throw .bss(error)
            }
            if let fresh = try await kept(keeping) { barren = fresh == 0 ? barren + 1 : 0 }
            guard barren < Self.mostBarrenPages else { throw .bss(.samePage) }
            let isOpening = reading.kind == .all && reading.opening == nil
            let step = reading.take(page)
            guard step != .readAll else { return step }
            if isOpening {
                try note(reading)
                continue
            }
            let total = reading.kind == .all ? reading.total : nil
            report(PullProgress(rows: reading.rows, total: total, pass: reading.pass))
            keeping = Task { [stage, members, reading] in
                Result { () throws(StoreFailure) in
                    var accounts = PlatformAccounts(members)
                    return try stage.keep(page.elements.map { StagedRow($0, &accounts) }, reading)
                }
            }
            if step == .endOfPass {
                _ = try await kept(keeping)
                return step
            }
        }
    }

    /// A page that a change pushed down, or of accounts in no order, may bring nothing new; many of them in a row mean
    /// that the BSS does not turn pages.
    private static let mostBarrenPages = 20

    private func kept(_ keeping: Task<Result<Int, StoreFailure>, Never>?) async throws(Failure) -> Int? {
        switch await keeping?.value {
        case nil: return nil
        case .success(let fresh)?: return fresh
        case .failure(let failure)?: throw .store(failure)
        }
    }

    /// Finds out, once, whether the BSS filters by `updatedAt`: the filter must give what was read without it.
    private func tryFilter(_ reading: Reading, _ state: PullState) async throws(Failure) -> Bool? {
        guard state.filtersByUpdate == nil, case .changes(let since, _) = reading.kind else { return nil }
        let filter = ODataFilter.updated(since: since)
        let request = PageRequest(page: 1, size: reading.pageSize, order: .updatedLast, filter: filter)
        let page: AccountPage
        do throws(BSSProblem) {
            page = try await reader.accounts(request)
        } catch {
            // A refusal of this one request is its answer; everything else may be different the next time.
            if case .status = error { return false }
            return nil
        }
        let stamps = page.elements.compactMap { $0.stamp("updatedAt") }
        let midnight = since.dayBefore.midnight
        let wanted = try storing { () throws(StoreFailure) in try stage.count(updatedAfter: midnight) }
        // That nothing comes where there is nothing says nothing.
        guard wanted > 0 else { return nil }
        let isRight = stamps.count == page.elements.count && stamps.allSatisfy { $0 > midnight }
        return isRight && wanted == page.total ?? page.elements.count
    }

    /// Keeps how far a reading has come.
    private func note(_ reading: Reading) throws(Failure) {
        _ = try storing { () throws(StoreFailure) in try stage.keep([], reading) }
    }

    private func storing<Value>(_ body: () throws(StoreFailure) -> Value) throws(Failure) -> Value {
        do throws(StoreFailure) {
            return try body()
        } catch {
            throw .store(error)
        }
    }
}

extension PullStage {
    /// What was read of a BSS and waits to be taken in.
    package func ended(_ identity: String) throws(StoreFailure) -> Pull.Read? {
        guard let reading = try reading(), reading.identity == identity, reading.isComplete != nil else { return nil }
        return Pull.Read(reading: reading)
    }
}

extension StagedRow {
    /// Keeps an element of the BSS's list, with the members that mean something.
    init(_ element: JSON, _ accounts: inout PlatformAccounts) {
        let written = accounts.essential(element).written
        self.init(
            id: element["id"]?.text?.trimmed ?? "? \(written)",
            updated: element.stamp("updatedAt"),
            created: element.stamp("createdAt"),
            element: written
        )
    }
}
