import Accounts
import PrivateCluster
import Synchronizing
import TeamStore

/// A book that is opened by a login which is an operator in it and does not own it: what is granted must do for whatever
/// the program does.
struct OperatedBook: Sendable {
    /// The name in which the random calls are made.
    static let login = "t"

    private static let administrating = "u"
    /// For what operators may not do; this login does not own the book either.
    let administrator: any Store
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
        func address(_ login: String) throws -> BookAddress {
            try BookAddress(cluster.address(of: database, user: login), environment: [:])
        }
        administrator = try TeamStore.open(try address(Self.administrating), lease: Engine.lease)
        self.address = try address(Self.login)
    }

    func open() throws -> any Store { try TeamStore.open(address, lease: Engine.lease) }

    private static let role = Result {
        _ = try PrivateCluster.shared().sql("CREATE ROLE \(login) LOGIN; CREATE ROLE \(administrating) LOGIN")
    }

    /// The database that all of them are copies of.
    private static let empty = Result {
        try role.get()
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        try TeamStore.create(try BookAddress(cluster.address(of: database), environment: [:]))
        for (login, role) in [(login, "operator"), (administrating, "administrator")] {
            try cluster.sql("SELECT account_sync.admit('\(login)', '\(role)')", in: database)
        }
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
