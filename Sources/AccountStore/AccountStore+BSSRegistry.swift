package import Accounts
import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: BSSRegistry {
    package func bss() async throws(StoreFailure) -> BSSConnection? {
        try await read { database in
            guard let row = try database.first(.bss, "") else { return nil }
            let record: BSSRecord = try row.json("connection")
            guard let connection = record.connection else { throw row.damage("connection") }
            return connection
        }
    }

    package func setBSS(_ connection: BSSConnection) async throws(StoreFailure) {
        try await write { database in
            // What another BSS had is not refused any more.
            if try database.first(.bss)?.text("identity") != connection.identity {
                try database.put(RefusedRows.noneOfBSS)
            }
            try database.execute(
                sql: """
                    INSERT INTO bss (id, connection, identity, state) VALUES (1, ?1, ?2, ?3)
                    ON CONFLICT (id) DO UPDATE SET connection = ?1, state = iif(identity = ?2, state, ?3), identity = ?2
                    """,
                arguments: [try BSSRecord(connection).json(), connection.identity, try PullState().json()]
            )
        }
    }

    package func removeBSS() async throws(StoreFailure) -> Bool {
        try await write { database in
            try database.execute(sql: "DELETE FROM bss")
            let wasThere = database.changesCount > 0
            try database.put(RefusedRows.noneOfBSS)
            return wasThere
        }
    }

    package func pullState() async throws(StoreFailure) -> PullState {
        try await read { try $0.first(.bss, "")?.json("state") ?? PullState() }
    }

    package func setPullState(_ state: PullState) async throws(StoreFailure) {
        try await write { try $0.setPullState(state) }
    }
}

extension Database {
    func setPullState(_ state: PullState) throws {
        try execute(sql: "UPDATE bss SET state = ?", arguments: [try state.json()])
    }
}
