import AccountStore
import Accounts
import Foundation
import Samples
import StoredForms
import Synchronizing

/// A store in a directory of its own, removed afterwards.
final class TemporaryStore {
    let directory: String
    let store: AccountStore

    init() async throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        store = try AccountStore.create(directory: directory)
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Date())
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    func intent(_ account: Account = Samples.direct, _ attempt: AttemptID = "a", email: String? = nil) -> Intent {
        .sample(account, attempt, email: email)
    }
}
