package import Accounts
import FoundationEssentials
package import Pulling
package import Synchronizing

/// Whose orders are asked for.
package struct VerifyWish: Hashable, Sendable {
    /// These accounts; nil for all that nothing has verified, the ones asked about longest ago first.
    package var accounts: [AccountID]?
    package var system: SystemName?
    /// The most accounts to ask about.
    package var most: Int

    package init(accounts: [AccountID]? = nil, system: SystemName? = nil, most: Int = .max) {
        (self.accounts, self.system, self.most) = (accounts, system, most)
    }
}

/// What came of asking for orders.
package struct Verified: Sendable {
    /// The links that an order has verified now.
    package var verified: [AccountOnSystem] = []
    /// Those that had been verified before.
    package var before: [AccountOnSystem] = []
    /// Those without an order that proves anything.
    package var unverified: [AccountOnSystem] = []
    /// How many accounts were asked about.
    package var asked = 0
    /// Why not all could be asked about, if so.
    package var problem: BSSProblem?
}

extension Workspace {
    /// Asks the BSS for the orders of synchronized accounts, and keeps those that verify them.
    package func verify(
        _ wish: VerifyWish,
        by connection: BSSConnection,
        watch: PullWatch = PullWatch(),
        _ progress: @Sendable (Int) -> Void = { _ in }
    ) async throws(StoreFailure) -> Verified {
        var result = Verified()
        let reader: any BSSReader
        do throws(BSSProblem) {
            reader = try self.reader(of: connection, onWait: watch.waiting)
        } catch {
            result.problem = error
            return result
        }
        let systems = try await systems.systems()
        let vendors = Dictionary(systems.map { ($0.name, $0.vendor) }) { one, _ in one }
        var done: Set<AccountID> = []
        while result.asked < wish.most, !watch.isStopped() {
            let next = try await nextToVerify(wish, done)
            guard !next.isEmpty else { break }
            for account in next where result.asked < wish.most && !watch.isStopped() {
                done.insert(account)
                try await verify(account, wish.system, reader, vendors, &result)
                guard result.problem == nil else { return result }
                progress(result.asked)
            }
        }
        return result
    }

    /// Some accounts that have not been asked about yet.
    private func nextToVerify(_ wish: VerifyWish, _ done: Set<AccountID>) async throws(StoreFailure) -> [AccountID] {
        if let accounts = wish.accounts { return accounts.filter { !done.contains($0) } }
        let found = try await witnesses.unverified(on: wish.system, limit: Self.portion)
        var seen = done
        return found.map(\.account.id).filter { seen.insert($0).inserted }
    }

    /// Asks for the orders of one account; a problem of the BSS is a result.
    private func verify(
        _ id: AccountID,
        _ system: SystemName?,
        _ reader: any BSSReader,
        _ vendors: [SystemName: ProvisioningSystem.Vendor],
        _ result: inout Verified
    ) async throws(StoreFailure) {
        guard let row = try await accounts.row(id: id) else { return }
        let links = row.links.values
            .filter { $0.state == .synchronized && (system == nil || $0.system == system) }
            .sorted { $0.system < $1.system }
        result.before += links.filter { $0.witness != nil }.map { AccountOnSystem(account: row.account, link: $0) }
        let open = links.filter { $0.witness == nil }
        guard !open.isEmpty else { return }
        let orders: [Order]
        do throws(BSSProblem) {
            orders = try await reader.orders(of: id).compactMap(Order.init)
        } catch {
            result.problem = error
            return
        }
        result.asked += 1
        let now = now()
        for var link in open {
            let vendor = vendors[link.system] ?? .generic
            let witness = Order.witness(among: orders, of: link, at: vendor, seen: now)
            let isKept = try await witnesses.keep(witness, of: link, askedAt: now)
            if let witness, isKept {
                link.witness = witness
                result.verified.append(AccountOnSystem(account: row.account, link: link))
            } else {
                result.unverified.append(AccountOnSystem(account: row.account, link: link))
            }
        }
    }

    private static let portion = 200
    /// The most accounts that one pull asks about: less than a minute at the usual rate.
    static let mostPerPull = 100
}
