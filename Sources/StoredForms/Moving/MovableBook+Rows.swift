import Accounts
package import Synchronizing

extension MovableBook where Self: RowStore {
    package func identity() async throws(StoreFailure) -> BookIdentity {
        try await readRows { BookIdentity(id: try $0.workspaceID(), version: try $0.version()) }
    }

    package func countUnderWay() async throws(StoreFailure) -> UnderWay {
        try await readRows { try $0.countUnderWay() }
    }
}

extension BookRows {
    package func closing(_ lock: Lock = .none) throws -> Closing? { try Closing(row: workspace("closing", lock)) }

    fileprivate func workspaceID() throws -> String { try workspace("id").text("id") }

    package func countUnderWay() throws -> UnderWay {
        let runs = try map(.runs, UnderWay.runs) { row in
            MoveProblem.Run(try row.run("number"), on: try row.word("system"))
        }
        return UnderWay(links: try count(UnderWay.links), runs: runs)
    }

    /// Whether there is what an earlier move of the same workspace left here, which was never open; throws if there is
    /// anything else.
    package func hasLeftover(of id: String, _ path: String) throws -> Bool {
        let closing = try closing()
        if closing?.phase == .arriving, try workspaceID() == id { return true }
        for table in MovedTable.all {
            let sql = "SELECT count(*) FROM (SELECT 1 FROM \(table.table.rawValue) LIMIT 1) AS found"
            guard try count(sql) == 0 else { throw StoreFailure.unmovable(path: path, .notEmpty) }
        }
        if let closing { throw StoreFailure.closed(path: path, closing) }
        return false
    }
}
