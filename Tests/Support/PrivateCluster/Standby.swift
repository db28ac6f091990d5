import Foundation
import Glibc
import TestKit

/// A server that follows a private cluster, from a base backup of it; ended and removed with its last reference.
package final class Standby: Sendable {
    package let folder: String
    private let script: ChildProcess

    /// A synchronous one has whatever the server said is committed.
    package init(of cluster: PrivateCluster, isSynchronous: Bool = false) throws {
        folder = cluster.folder + "-standby"
        script = try ChildProcess(
            ["/bin/sh", "-c", Self.script, "sh", cluster.folder, folder],
            input: .pipe,
            output: .pipe
        )
        let answer = script.line()
        guard answer == "ready" else { throw PrivateCluster.Failure(description: answer) }
        guard isSynchronous else { return }
        try cluster.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        try cluster.sql("SELECT pg_reload_conf()")
        let state = "SELECT sync_state FROM pg_stat_replication"
        for _ in 0..<100 where try cluster.sql(state) != "sync" { usleep(50_000) }
        guard try cluster.sql(state) == "sync" else { throw PrivateCluster.Failure(description: "not synchronous") }
    }

    package func address(of database: String, user: String = "postgres") -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(user)"
    }

    /// Makes it the server, under a timeline of its own.
    package func promote() throws {
        let promotion = try ChildProcess(
            ["psql", "-X", "-A", "-t", "-h", folder, "-U", "postgres", "-c", "SELECT pg_promote()"],
            output: .pipe
        )
        guard promotion.line() == "t" else { throw PrivateCluster.Failure(description: "not promoted") }
    }

    private static let script = """
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
        mkdir -m 755 "$2"
        as=
        if [ "$(id -u)" = 0 ]; then chown postgres "$2"; as="runuser -u postgres --"; fi
        cd "$2"
        $as "$bin/pg_basebackup" -h "$1" -U postgres -D "$2/data" -c fast -R --no-sync >"$2.log" 2>&1 </dev/null \
            || { tail -1 "$2.log"; exit; }
        $as "$bin/pg_ctl" -D "$2/data" -w -l "$2/server.log" -o "-k $2 -c listen_addresses= -c max_connections=1000" \
            start >>"$2.log" 2>&1 </dev/null || { tail -1 "$2.log"; exit; }
        echo ready
        cat >/dev/null
        $as "$bin/pg_ctl" -D "$2/data" -m immediate stop >/dev/null 2>&1 </dev/null
        rm -rf "$2" "$2.log"
        """
}
