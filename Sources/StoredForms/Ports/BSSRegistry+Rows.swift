package import Accounts
package import Synchronizing

extension BSSRegistry where Self: RowStore {
    package func bss() async throws(StoreFailure) -> BSSConnection? {
        try await readRows { rows in
            guard let row = try rows.first(.bss) else { return nil }
            let record: BSSRecord = try row.json("connection")
            guard let connection = record.connection else { throw row.damage("connection") }
            return connection
        }
    }

    package func setBSS(_ connection: BSSConnection) async throws(StoreFailure) {
        try await writeRows { rows in
            // What another BSS had is not refused any more.
            if try rows.first(.bss)?.text("identity") != connection.identity { try rows.put(RefusedRows.noneOfBSS) }
            _ = try rows.change(
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
        try await writeRows { rows in
            try rows.put(RefusedRows.noneOfBSS)
            return try rows.change("DELETE FROM bss", []) > 0
        }
    }

    package func pullState() async throws(StoreFailure) -> PullState {
        try await readRows { try $0.first(.bss)?.json("state") ?? PullState() }
    }

    package func setPullState(_ state: PullState) async throws(StoreFailure) {
        try await writeRows { try $0.setPullState(state) }
    }
}

extension BookRows {
    package func setPullState(_ state: PullState) throws { try change("UPDATE bss SET state = $1", [try state.json()]) }
}
