import Foundation
import GRDB
import Synchronizing

/// The workspace's file without the store: for mutations that the store would not do.
struct SideDoor: Sendable {
    let folder: String

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws(StoreFailure) {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.foreignKeysEnabled = false
            let queue = try DatabaseQueue(path: folder + "/account-sync.sqlite", configuration: configuration)
            try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        } catch {
            throw .misused(reason: "\(error)")
        }
    }

    /// Removes the locks by which others see that their owners live.
    func removeLocks() {
        let locks = folder + "/owners"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: locks)) ?? [] {
            // A lock that is gone already is as good.
            try? FileManager.default.removeItem(atPath: locks + "/" + name)
        }
    }
}
