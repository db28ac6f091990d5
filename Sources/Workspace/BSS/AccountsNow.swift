import AccountFiles
package import Accounts
import FoundationEssentials
package import Pulling
import StrictJSON
package import Synchronizing

/// Reads accounts again from the BSS at the moment that counts: when a form opens, and before something is sent.
package actor AccountsNow {
    private let bss: any BSSRegistry
    private let accounts: any AccountDirectory
    private let takeIn: @Sendable (PlatformRows, Date) async throws -> ImportPlan?
    private let makeReader: @Sendable (BSSConnection) throws(Unusable) -> any BSSReader
    private let now: @Sendable () -> Date
    /// One reader for one connection, so that it signs in once and keeps the rate.
    private var reader: (connection: BSSConnection, reader: any BSSReader)?
    /// Until when a BSS that could not be read is left alone, unless a form asks.
    private var failed: (problem: BSSProblem, of: BSSConnection, until: Date)?
    /// How long an answer is waited for.
    private let patience: Duration

    init(
        _ bss: any BSSRegistry,
        _ accounts: any AccountDirectory,
        patience: Duration,
        now: @escaping @Sendable () -> Date,
        makeReader: @escaping @Sendable (BSSConnection) throws(Unusable) -> any BSSReader,
        takeIn: @escaping @Sendable (PlatformRows, Date) async throws -> ImportPlan?
    ) {
        (self.bss, self.accounts, self.now, self.makeReader, self.takeIn) = (bss, accounts, now, makeReader, takeIn)
        self.patience = patience
    }

    /// Reads an account and its parent, and takes in what changed; a BSS that does not answer soon cannot be read.
    ///
    /// `begins` is called once the BSS is asked.
    package func readAgain(
        _ id: AccountID,
        begins: @Sendable () -> Void = {}
    ) async throws(StoreFailure) -> Freshness {
        guard let connection = try await bss.bss() else { return .notConnected }
        begins()
        let read = await Waiting.atMost(patience) {
            await Self.result { () async throws(StoreFailure) in try await self.read(id, connection) }
        }
        guard let read else {
            fail(.broken(.timedOut), of: connection)
            return .unreadable(.broken(.timedOut), asOf: try await asOf(id))
        }
        let freshness = try read.get()
        if case .unreadable(let problem, _) = freshness { fail(problem, of: connection) } else { failed = nil }
        return freshness
    }

    private func read(_ id: AccountID, _ connection: BSSConnection) async throws(StoreFailure) -> Freshness {
        let read = try await asking(connection) { reader in
            guard let element = try await reader.account(id) else { return Freshness.absent(at: now()) }
            var elements = [element]
            var platform = PlatformAccounts(connection.members)
            let parents = [platform.payer(of: element), try await accounts.row(id: id)?.account.parent]
            for parent in Set(parents.compactMap(\.self)) where parent != id {
                if let above = try await reader.account(parent) { elements.append(above) }
            }
            let plan = try await takeIn(PlatformRows(elements, members: connection.members), now())
            return .read(reread(id, plan))
        }
        switch read {
        case .success(let freshness): return freshness
        case .failure(let problem): return .unreadable(problem, asOf: try await asOf(id))
        }
    }

    /// What is asked of the BSS; a problem of the BSS is a result.
    private func asking<Value>(
        _ connection: BSSConnection,
        _ body: (any BSSReader) async throws -> Value
    ) async throws(StoreFailure) -> Result<Value, BSSProblem> {
        do {
            return .success(try await body(try reader(of: connection)))
        } catch let problem as BSSProblem {
            return .failure(problem)
        } catch let failure as StoreFailure {
            throw failure
        } catch {
            throw .misused(reason: "\(error)")
        }
    }

    /// Reads several accounts, and takes in what changed; does nothing if no BSS is connected, or if it failed lately.
    ///
    /// Returns the problem if they could not all be read.
    package func readAgain(_ ids: [AccountID]) async throws(StoreFailure) -> BSSProblem? {
        guard let connection = try await bss.bss() else { return nil }
        if let lately = try await lately { return lately }
        let read = await Waiting.atMost(patience) {
            await Self.result { () async throws(StoreFailure) in try await self.read(ids, connection) }
        }
        guard let read else {
            fail(.broken(.timedOut), of: connection)
            return .broken(.timedOut)
        }
        return try read.get()
    }

    private func read(_ ids: [AccountID], _ connection: BSSConnection) async throws(StoreFailure) -> BSSProblem? {
        let read = try await asking(connection) { reader in
            for portion in ids.portions(of: Self.portion) {
                let request = PageRequest(page: 1, size: portion.count, filter: ODataFilter.ids(portion))
                let page = try await reader.accounts(request)
                guard !page.elements.isEmpty else { continue }
                _ = try await takeIn(PlatformRows(page.elements, members: connection.members), now())
            }
        }
        switch read {
        case .success:
            failed = nil
            return nil
        case .failure(let problem):
            fail(problem, of: connection)
            return problem
        }
    }

    /// Why the BSS could not be read a moment ago; it is not asked again so soon.
    var lately: BSSProblem? {
        get async throws(StoreFailure) {
            guard let failed, now() < failed.until, failed.of == (try await bss.bss()) else { return nil }
            return failed.problem
        }
    }

    private func fail(_ problem: BSSProblem, of connection: BSSConnection) {
        failed = (problem, connection, now().addingTimeInterval(Self.rest))
    }

    private static func result<Value>(
        _ body: @Sendable () async throws(StoreFailure) -> Value
    ) async -> Result<Value, StoreFailure> {
        do throws(StoreFailure) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    /// How many accounts are asked for at once: their ids fit into a URL.
    private static let portion = 40
    /// How long a BSS that could not be read is left alone, in seconds.
    private static let rest = 60.0

    private func reader(of connection: BSSConnection) throws(BSSProblem) -> any BSSReader {
        if let reader, reader.connection == connection { return reader.reader }
        do throws(Unusable) {
            let made = try makeReader(connection)
            reader = (connection, made)
            return made
        } catch {
            throw .unusable(error)
        }
    }

    private func reread(_ id: AccountID, _ plan: ImportPlan?) -> Freshness.Reread {
        Freshness.Reread(
            at: now(),
            update: plan?.updated.first { $0.account.id == id },
            refused: plan?.refused.filter { $0.id == id } ?? []
        )
    }

    var isConnected: Bool { get async throws(StoreFailure) { try await bss.bss() != nil } }

    /// When the BSS was last read.
    var pulled: Date? { get async throws(StoreFailure) { try await bss.pullState().pulled } }

    /// As of when an account is known; nil if that is not known.
    func asOf(_ id: AccountID) async throws(StoreFailure) -> Date? {
        guard let account = try await accounts.row(id: id)?.account else { return nil }
        return account.origin?.asOf(pulled: try await bss.pullState().pulled)
    }
}
