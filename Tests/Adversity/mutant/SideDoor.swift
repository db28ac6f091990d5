import Foundation
import GRDB
import Synchronizing

/// Direct access to the workspace's file, for mutations that the store would not do.
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

    /// Removes the locks that show others that their owners are alive.
    func removeLocks() {
        let locks = folder + "/owners"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: locks)) ?? [] {
            // A lock that is gone already is just as good.
            try? FileManager.default.removeItem(atPath: locks + "/" + name)
        }
    }
}
