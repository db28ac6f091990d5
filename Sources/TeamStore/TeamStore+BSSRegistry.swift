package import Accounts
import StoredForms
package import Synchronizing

extension TeamStore: BSSRegistry {
    package func bss() async throws(StoreFailure) -> BSSConnection? {
        try await read { session in
            guard let row = try session.first(.bss) else { return nil }
            let record: BSSRecord = try row.json("connection")
            guard let connection = record.connection else { throw row.damage("connection") }
            return connection
        }
    }

    package func setBSS(_ connection: BSSConnection) async throws(StoreFailure) {
        try await write { session in
            // What another BSS had is not refused any more.
            if try session.first(.bss)?.text("identity") != connection.identity {
                try session.put(RefusedRows.noneOfBSS)
            }
            _ = try session.run(
                """
                INSERT INTO bss (id, connection, identity, state) VALUES (1, $1, $2, $3)
                ON CONFLICT (id) DO UPDATE SET connection = excluded.connection, identity = excluded.identity,
                    state = CASE WHEN bss.identity = excluded.identity THEN bss.state ELSE excluded.state END
                """,
                [try BSSRecord(connection).json(), connection.identity, try PullState().json()]
            )
        }
    }

    package func removeBSS() async throws(StoreFailure) -> Bool {
        try await write { session in
            try session.put(RefusedRows.noneOfBSS)
            return try session.run("DELETE FROM bss RETURNING id").count > 0
        }
    }

    package func pullState() async throws(StoreFailure) -> PullState {
        try await read { try $0.first(.bss)?.json("state") ?? PullState() }
    }

    package func setPullState(_ state: PullState) async throws(StoreFailure) {
        try await write { try $0.setPullState(state) }
    }
}

extension Session {
    func setPullState(_ state: PullState) throws { try run("UPDATE bss SET state = $1", [try state.json()]) }
}
