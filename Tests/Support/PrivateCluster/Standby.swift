import Foundation
import Glibc
import TestKit

/// A server made from a base backup of a private cluster, which follows it or goes its own way; ended and removed with its
/// last reference.
package final class Standby: Sendable {
    package let folder: String
    private let script: ChildProcess

    /// One that follows synchronously has whatever the server said is committed.
    package init(of cluster: PrivateCluster, follows: Bool = true, isSynchronous: Bool = false) throws {
        folder = cluster.folder + (follows ? "-standby" : "-backup")
        script = try ChildProcess(
            ["/bin/sh", "-c", Self.script, "sh", cluster.folder, folder, follows ? "-R" : "-c"],
            input: .pipe,
            output: .pipe
        )
        let answer = script.line()
        guard answer == "ready" else { throw PrivateCluster.Failure(description: answer) }
        guard isSynchronous else { return }
        try cluster.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        try cluster.sql("SELECT pg_reload_conf()")
        let state = "SELECT sync_state FROM pg_stat_replication"
        for _ in 0..<1_200 where try cluster.sql(state) != "sync" { usleep(50_000) }
        guard try cluster.sql(state) == "sync" else { throw PrivateCluster.Failure(description: "not synchronous") }
    }

    package func address(of database: String, user: String = "postgres") -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(user)"
    }

    package func promote() throws {
        guard try ask("SELECT pg_promote()") == "t" else { throw PrivateCluster.Failure(description: "not promoted") }
    }

    /// Ends the following: what its server commits from now on is not known here.
    package func cutOff() throws {
        _ = try ask("ALTER SYSTEM SET primary_conninfo = ''")
        _ = try ask("SELECT pg_reload_conf()")
        for _ in 0..<1_200 {
            if try ask("SELECT count(*) FROM pg_stat_wal_receiver") == "0" { return }
            usleep(50_000)
        }
        throw PrivateCluster.Failure(description: "it still follows")
    }

    private func ask(_ statement: String) throws -> String {
        try PrivateCluster.sql(statement, in: "postgres", at: folder)
    }

    private static let script = """
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
        mkdir -m 755 "$2"
        as=
        if [ "$(id -u)" = 0 ]; then chown postgres "$2"; as="runuser -u postgres --"; fi
        cd "$2"
        follow=-R
        [ "$3" = -R ] || follow=
        $as "$bin/pg_basebackup" -h "$1" -U postgres -D "$2/data" -c fast $follow --no-sync >"$2.log" 2>&1 </dev/null \
            || { tail -1 "$2.log"; exit; }
        $as "$bin/pg_ctl" -D "$2/data" -w -l "$2/server.log" -o "-k $2 -c listen_addresses= -c max_connections=1000" \
            start >>"$2.log" 2>&1 </dev/null || { tail -1 "$2.log"; exit; }
        echo ready
        cat >/dev/null
        $as "$bin/pg_ctl" -D "$2/data" -m immediate stop >/dev/null 2>&1 </dev/null
        rm -rf "$2" "$2.log"
        """
}
