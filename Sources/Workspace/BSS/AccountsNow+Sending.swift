package import Accounts
import FoundationEssentials
package import Pulling
package import Synchronizing

extension AccountsNow {
    /// Reads again what is about to be sent, one account with its parent or several at once.
    ///
    /// An account that cannot be read is sent all the same; the caller is told how old its data is.
    func rereading(_ ids: [AccountID], _ begins: @Sendable () -> Void) async -> Rereading {
        do throws(StoreFailure) {
            guard let only = ids.first, ids.count == 1 else { return try await portion(ids, begins) }
            if try await lately != nil { return .unread(asOf: try await asOf(only)) }
            switch try await readAgain(only, begins: begins) {
            case .notConnected: return .notConnected
            case .read, .absent: return .read
            case .unreadable(_, let asOf): return .unread(asOf: asOf)
            }
        } catch {
            return .unread(asOf: nil)
        }
    }

    private func portion(
        _ ids: [AccountID],
        _ begins: @Sendable () -> Void
    ) async throws(StoreFailure) -> Rereading {
        guard try await isConnected else { return .notConnected }
        begins()
        guard try await readAgain(ids) != nil else { return .read }
        return .unread(asOf: try await pulled)
    }
}

extension Workspace {
    /// Reads an account again from the BSS, if one is connected and anything may be written.
    ///
    /// `begins` is called once the BSS is asked.
    package func readAgain(
        _ id: AccountID,
        begins: @Sendable () -> Void = {}
    ) async throws(StoreFailure) -> Freshness {
        isReadOnly ? .notConnected : try await accountsNow.readAgain(id, begins: begins)
    }
}
