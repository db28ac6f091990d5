import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore {
    package func approvalRule() async throws(StoreFailure) -> ApprovalRule {
        try await read { session in
            let rows = try session.run(
                """
                SELECT most, by, extract(epoch FROM at)::float8 AS at FROM approval_rules ORDER BY number DESC LIMIT 1
                """
            )
            guard let row = rows.only else { return ApprovalRule() }
            return ApprovalRule(
                most: row.value("most").integer.map(Int.init),
                by: row.value("by").string,
                at: row.value("at").real.map(Date.init(timeIntervalSince1970:))
            )
        }
    }

    package func setApprovals(over most: Int?) async throws(StoreFailure) {
        try await write { session in
            _ = try session.run("INSERT INTO approval_rules (most) VALUES ($1::bigint)", [most])
        }
    }

    package func approve(_ id: RunID, hash: String) async throws(StoreFailure) -> ApprovalVerdict {
        let login = login
        return try await write { session in
            // Nobody ends or stops it meanwhile.
            try session.run("SELECT 1 FROM runs WHERE number = $1::bigint \(Lock.own.rawValue)", [id])
            guard let run = try StoredRun.fetch(session, id) else { return .unknown }
            if let refusal = run.refusalToApprove(hash, by: login) { return .refused(refusal, run) }
            try session.run("INSERT INTO approvals (run, hash) VALUES ($1::bigint, $2)", [id, hash])
            return .approved(try StoredRun.fetch(session, id) ?? run)
        }
    }
}

extension Session {
    /// What the runs of some numbers wait for or had, where that is anything.
    func approvals(of runs: ArrayValue, _ body: (RunID, RunApproval) -> Void) throws {
        try forEach(
            .runs,
            """
            SELECT number, author, approval_until <= clock_timestamp() AS lapsed, approvals.by AS given_by,
                extract(epoch FROM approval_until)::float8 - 978307200 AS until,
                extract(epoch FROM approvals.at)::float8 - 978307200 AS given_at
            FROM runs LEFT JOIN approvals ON approvals.run = runs.number
            WHERE number = ANY($1::bigint[]) AND approval_until IS NOT NULL
            """,
            [runs]
        ) { row in
            body(
                try row.run("number"),
                RunApproval(
                    author: try row.text("author"),
                    until: try row.date("until"),
                    isLapsed: try row.flag("lapsed"),
                    given: try row.optionalText("given_by").map { .init(by: $0, at: try row.date("given_at")) }
                )
            )
        }
    }
}
