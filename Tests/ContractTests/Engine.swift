import AccountStore
import Accounts
import Foundation
import InMemory
import PrivateCluster
import Samples
import Synchronization
import Synchronizing
import TeamStore
import TestKit
import Testing

/// All the ports in one.
typealias Store = SendingStore & SystemRegistry & AccountDirectory & BookReader & InboxReader & BSSRegistry
    & DriftReader & WitnessStore & AuditReader & RunStore & HomeKeeper

/// An implementation of the ports, under contract.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Makes an empty workspace; what it answers opens the workspace for one more process, which ends with its last reference.
    let make: @Sendable () throws -> @Sendable () throws -> any Store

    /// All that claim to keep the contract.
    static let all = [sqlite, memory, postgreSQL]

    /// The real thing.
    static let sqlite = Engine(testDescription: "SQLite") {
        let directory = try TemporaryDirectory()
        keep(directory)
        _ = try AccountStore.create(directory: directory.path)
        return { try AccountStore.open(directory: directory.path) }
    }

    /// Keeps a directory for the stores that are open in it, which know nothing of it: until many others came, or the
    /// process ends.
    private static func keep(_ directory: TemporaryDirectory) {
        kept.withLock { kept in
            if kept.isEmpty { atexit { Engine.kept.withLock { $0 = [] } } }
            kept = kept.suffix(100) + [directory]
        }
    }
    private static let kept = Mutex<[TemporaryDirectory]>([])

    /// A book that a team shares, each in a database of its own.
    static let postgreSQL = Engine(testDescription: "PostgreSQL") {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database(like: try emptyBook.get())
        let address = try BookAddress(cluster.address(of: database), environment: [:])
        return { try TeamStore.open(address, lease: lease) }
    }

    /// Longer than a busy machine may leave a process without a processor; owners end here when they are closed.
    static let lease: LeaseTimes = {
        var times = LeaseTimes()
        (times.length, times.patience, times.goodbye) = (.seconds(600), .seconds(60), .seconds(60))
        return times
    }()

    /// The database that all of them are copies of.
    private static let emptyBook = Result {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        try TeamStore.create(try BookAddress(cluster.address(of: database), environment: [:]))
        return database
    }

    /// The one that simulations run on.
    static let memory = Engine(testDescription: "memory") {
        let disk = MemoryDisk()
        return { MemoryStore(disk, owner: UUID().uuidString) }
    }

    /// A workspace with the sample accounts and Dropbox, and the way into it.
    func furnished() async throws -> @Sendable () throws -> any Store {
        let open = try make()
        try await Self.furnish(try open())
        return open
    }

    static func furnish(_ store: any Store) async throws {
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
    }
}

extension AccountDirectory {
    func link(_ account: Account = Samples.direct, on system: SystemName = "Dropbox") async throws -> Link? {
        try await row(id: account.id)?.links[system]
    }
}
