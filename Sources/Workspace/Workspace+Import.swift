package import AccountFiles
import Accounts
package import FoundationEssentials
import Synchronization
import Synchronizing

extension Workspace {
    /// What the import of a file's rows would do; nil if it was stopped before its end.
    ///
    /// Nothing is written.
    package func planImport(
        of source: some RowSource,
        overBSS: Bool = false,
        limits: SurpriseLimits? = SurpriseLimits(),
        now: Date = Date()
    ) async throws -> ImportPlan? {
        let (plan, interruption) = try await accounts.inspectAccounts { book throws(StoreFailure) in
            var source = source
            let plan = try Self.plan(&source, into: book, overBSS, limits, now: now)
            source.confirm()
            return (plan, source.interruption)
        }
        return try Self.outcome(plan, interruption)
    }

    /// Imports a file's rows in one transaction: all that can be imported or, if it must be whole, everything or
    /// nothing.
    ///
    /// The import is planned in the transaction that writes it, so other writers come before it or after it: the rows
    /// are read once to check all of them, and then again to write them. Returns nil if it was stopped before its end;
    /// nothing is imported then. The rows that it refuses are kept, also if nothing is imported because of them; `name`
    /// is the name of the file, unless it came from standard input.
    ///
    /// Nothing is written if more would change than the limits allow (`ImportPlan.held`); nil lets everything through.
    package func importAccounts(
        of source: some RowSource,
        named name: String? = nil,
        mustBeWhole: Bool = false,
        overBSS: Bool = false,
        limits: SurpriseLimits? = SurpriseLimits(),
        now: Date = Date()
    ) async throws -> ImportPlan? {
        try await Self.importing(
            source,
            named: name,
            into: accounts,
            mustBeWhole: mustBeWhole,
            overBSS: overBSS,
            limits: limits,
            now: now
        )
    }

    /// `state` is kept in the same transaction, unless nothing is written.
    static func importing(
        _ source: some RowSource,
        named name: String? = nil,
        into accounts: any AccountDirectory,
        mustBeWhole: Bool = false,
        overBSS: Bool = false,
        limits: SurpriseLimits?,
        keeping state: PullState? = nil,
        now: Date
    ) async throws -> ImportPlan? {
        let problem = FoundProblem()
        let plan = try await inTurn(unless: source.watch.isStopped) { () async throws(StoreFailure) in
            try await accounts.changeAccounts { writer throws(StoreFailure) -> ImportPlan? in
                var source = source
                let plan = try Self.plan(
                    &source,
                    into: writer,
                    overBSS,
                    limits,
                    named: name,
                    mustBeWhole: mustBeWhole,
                    now: now
                )
                source.confirm()
                problem.set(source.interruption)
                guard source.interruption == nil else { return nil }
                if let state, plan.held == nil { try writer.keep(state) }
                return plan
            }
        }
        return try outcome(plan, problem.found)
    }

    private static func outcome(_ plan: ImportPlan?, _ interruption: ImportInterruption?) throws -> ImportPlan? {
        switch interruption {
        case .stopped: return nil
        case .file(let problem): throw problem
        case nil: return plan
        }
    }

    private static func plan<Book: AccountBook<StoreFailure>>(
        _ source: inout some RowSource,
        into book: Book,
        _ overBSS: Bool,
        _ limits: SurpriseLimits?,
        now: Date
    ) throws(StoreFailure) -> ImportPlan {
        var planning = try planning(&source, into: book, overBSS, limits)
        return try planning.finish(&source, now: now, write: nil)
    }

    private static func plan<Writer: AccountWriter<StoreFailure>>(
        _ source: inout some RowSource,
        into writer: Writer,
        _ overBSS: Bool,
        _ limits: SurpriseLimits?,
        named name: String?,
        mustBeWhole: Bool,
        now: Date
    ) throws(StoreFailure) -> ImportPlan {
        var planning = try planning(&source, into: writer, overBSS, limits)
        // Of a pull that is held nothing is taken in, so that nothing is known of what it would refuse.
        if source.interruption == nil, source.origin != .bss || !planning.isHeld {
            let earlier = source.origin == .bss ? try writer.refusedOfBSS() : nil
            if let refused = planning.refusedRows(after: earlier, named: name, now: now) { try writer.keep(refused) }
        }
        guard source.interruption == nil, !planning.isHeld, !mustBeWhole || planning.isWhole else {
            return try planning.finish(&source, now: now, write: nil)
        }
        if let additions = planning.additions { try writer.prepare(forAdding: additions) }
        try writer.release(planning.released.keys.sorted())
        return try planning.finish(&source, now: now) { portion throws(StoreFailure) in try writer.write(portion) }
    }

    private static func planning<Book: AccountBook<StoreFailure>>(
        _ source: inout some RowSource,
        into book: Book,
        _ overBSS: Bool,
        _ limits: SurpriseLimits?
    ) throws(StoreFailure) -> ImportPlanning<Book> {
        var planning = try ImportPlanning(&source, into: book, overBSS: overBSS)
        if let limits, source.interruption == nil { try planning.hold(&source, over: limits) }
        return planning
    }
}

/// What the last run of a transaction found wrong with its file.
private final class FoundProblem: Sendable {
    private let stored = Mutex<ImportInterruption?>(nil)
    func set(_ problem: ImportInterruption?) { stored.withLock { $0 = problem } }
    var found: ImportInterruption? { stored.withLock { $0 } }
}
