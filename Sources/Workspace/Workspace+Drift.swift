package import Accounts
package import Pulling
package import Synchronizing

extension Workspace {
    /// What is compared, and by which rules.
    package func comparison() async throws(StoreFailure) -> Comparison {
        let systems = try await systems.systems()
        var comparison = Comparison(systems)
        for system in systems {
            comparison.definitions[system.name] = try await self.systems.definitions(of: system.name)
        }
        return comparison
    }

    /// One account from three sides, on each system where it is or may be; vendors are asked only if `asking`.
    package func views(
        of account: AccountID,
        on system: SystemName? = nil,
        asking: Bool
    ) async throws(StoreFailure) -> [AccountViews] {
        let comparison = try await comparison()
        var views: [AccountViews] = []
        for linked in try await drift.linkedAccounts(of: account) where system == nil || linked.link.system == system {
            var vendor: VendorView?
            if asking, let registered = comparison.systems[linked.link.system], !registered.isDisabled {
                vendor = await synchronizer.vendorView(of: linked, on: registered)
            }
            views.append(comparison.views(of: linked, vendor: vendor))
        }
        return views
    }

    /// The sync options that the BSS itself holds for an account; nil if no BSS is connected.
    package func heldOptions(of account: AccountID) async throws(StoreFailure) -> HeldOptions? {
        guard let connection = try await bss.bss() else { return nil }
        do throws(BSSProblem) {
            return HeldOptions(try await reader(of: connection).syncOptions(of: account))
        } catch {
            return .unreadable(error)
        }
    }
}
