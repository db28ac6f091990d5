import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TestKit

@testable import TeamStore

/// A book in a database of its own, with the sample accounts and Dropbox.
struct Book {
    let cluster: PrivateCluster
    let database: String

    init(like template: String? = nil) throws {
        cluster = try PrivateCluster.shared()
        database = try cluster.database(like: try template ?? Self.empty.get())
    }

    init(cluster: PrivateCluster, database: String) { (self.cluster, self.database) = (cluster, database) }

    private static let empty = Result {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        try TeamStore.create(try BookAddress(cluster.address(of: database), environment: [:]))
        return database
    }

    static func furnished() async throws -> Book { try Book(like: try await furnishedOnce.value) }

    /// A furnished book on a server of its own, for what concerns the whole server.
    static func alone() async throws -> Book {
        // Apart, so that nobody's beats wait for it.
        let cluster = try await RawConnection.apart { try PrivateCluster() }
        let book = Book(cluster: cluster, database: try cluster.database())
        try TeamStore.create(try book.address)
        try await furnish(try book.open())
        return book
    }

    /// The furnished database that the others are copies of.
    private static let furnishedOnce = Task {
        let book = try Book()
        try await furnish(try book.open())
        try await book.isLeft()
        return book.database
    }

    /// Waits until nobody is connected to it any more: then it can be copied.
    func isLeft() async throws {
        let users = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)'"
        for _ in 0..<100 where try cluster.sql(users) != "0" { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Whether one of its sessions waits for another one.
    func hasWaiting() -> Bool {
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '\(database)'"
        return (try? cluster.sql(waiting)) != "0"
    }

    static func furnish(_ store: TeamStore) async throws {
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
    }

    var address: BookAddress {
        get throws { try BookAddress(cluster.address(of: database), environment: [:]) }
    }

    func open(
        lease: LeaseTimes = LeaseTimes(),
        onStatement: (@Sendable (String) -> String)? = nil
    ) throws -> TeamStore {
        try TeamStore.open(try address, lease: lease, onStatement: onStatement)
    }
}

/// A change that nobody stops.
let neverStopped: @Sendable () -> Bool = { false }
