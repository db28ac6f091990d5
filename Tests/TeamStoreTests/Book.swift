import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TestKit
import Testing

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
        for _ in 0..<1_200 where try cluster.sql(users) != "0" { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Longer than a busy machine leaves a process, or a server, without a processor.
    ///
    /// A lease ends here when its process says goodbye, or by `endLeases`.
    static let unhurried: LeaseTimes = {
        var times = LeaseTimes()
        (times.length, times.beat) = (.seconds(500), .seconds(600))
        (times.patience, times.goodbye) = (.seconds(60), .seconds(60))
        return times
    }()

    /// Lets the leases of all who live run out.
    func endLeases() throws {
        // Past the check that only a process itself does that.
        try cluster.sql(
            """
            SET session_replication_role = replica;
            UPDATE account_sync.workers SET lease_until = clock_timestamp() - interval '1 second' WHERE ended IS NULL
            """,
            in: database
        )
    }

    /// The processor time that each process of the server has used for whoever has the book open.
    func processorTimes() throws -> [String: Duration] {
        let processes = try cluster.sql("SELECT pid FROM pg_stat_activity WHERE datname = '\(database)'")
        var times: [String: Duration] = [:]
        for process in processes.split(separator: "\n").map(String.init) {
            // One that is gone cannot be read, and has none.
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { continue }
            // Behind the name in parentheses, in hundredths of a second: for itself, and in the kernel.
            let fields = status.split(separator: ")").last?.split(separator: " ").dropFirst(11).prefix(2) ?? []
            let ticks = fields.compactMap { Int($0) }
            try #require(ticks.count == 2, "\(status)")
            times[process] = Duration.milliseconds(10 * ticks.reduce(0, +))
        }
        return times
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
        lease: LeaseTimes = unhurried,
        onStatement: (@Sendable (String) -> String)? = nil
    ) throws -> TeamStore {
        try TeamStore.open(try address, lease: lease, onStatement: onStatement)
    }
}

/// A change that nobody stops.
let neverStopped: @Sendable () -> Bool = { false }
