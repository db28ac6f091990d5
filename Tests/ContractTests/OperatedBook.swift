import Accounts
import PrivateCluster
import Synchronizing
import TeamStore

/// A book that is opened by a login which is an operator in it and does not own it: what is granted must do for whatever
/// the program does.
struct OperatedBook: Sendable {
    /// The name in which the random calls are made.
    static let login = "t"

    /// For what operators may not do.
    let owner: any Store
    private let address: BookAddress

    init() throws {
        try Self.role.get()
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database(like: try Self.empty.get())
        // Random calls are made at times of their own.
        try cluster.sql(
            """
            CREATE OR REPLACE FUNCTION account_sync.is_now(seconds double precision) RETURNS boolean
            LANGUAGE sql AS 'SELECT true'
            """,
            in: database
        )
        owner = try TeamStore.open(try BookAddress(cluster.address(of: database), environment: [:]))
        address = try BookAddress(cluster.address(of: database, user: Self.login), environment: [:])
    }

    func open() throws -> any Store { try TeamStore.open(address) }

    private static let role = Result {
        _ = try PrivateCluster.shared().sql("CREATE ROLE \(login) LOGIN")
    }

    /// The database that all of them are copies of.
    private static let empty = Result {
        try role.get()
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        try TeamStore.create(try BookAddress(cluster.address(of: database), environment: [:]))
        try cluster.sql("SELECT account_sync.admit('\(login)', 'operator')", in: database)
        return database
    }
}

extension Call {
    /// Whether only administrators of a team's book may make it.
    var isForAdministrators: Bool {
        switch writing {
        case .add, .update, .remove, .disable: true
        default: false
        }
    }
}
