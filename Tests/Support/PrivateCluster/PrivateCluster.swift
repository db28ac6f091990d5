import Foundation
import Glibc
import Synchronization
import TestKit

/// A PostgreSQL server for the tests of one process: without TCP, in a short folder, ended and removed with the process
/// however that ends.
package final class PrivateCluster: Sendable {
    /// Where its socket is; a path of more than 107 bytes would be none.
    package let folder: String
    /// It holds the other end of the script's input, which is what keeps the server alive.
    private let script: ChildProcess

    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// The one of this process, started when it is first asked for.
    package static func shared() throws -> PrivateCluster { try started.get() }
    private static let started = Result { try PrivateCluster() }

    /// `wrapper`: a command that starts the server, and all else that runs beside it, with what it runs at its end.
    package init(wrapper: [String] = []) throws {
        folder = "/tmp/as-" + UUID().uuidString.prefix(8).lowercased()
        guard mkdir(folder, 0o755) == 0 else { throw Failure(description: "\(folder) cannot be made") }
        script = try ChildProcess(
            wrapper + ["/bin/sh", "-c", Self.script, "sh", folder],
            input: .pipe,
            output: .pipe
        )
        let answer = script.line()
        guard answer == "ready" else { throw Failure(description: answer.isEmpty ? "the script ended" : answer) }
        // Its members need a password.
        try sql("CREATE ROLE guarded")
    }

    private static let script = """
        folder=$1
        # Which the system sends to a whole group that loses its last process while one of it is stopped.
        trap '' HUP
        bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
        if [ ! -x "$bin/initdb" ]; then
            echo "PostgreSQL is missing: apt-get install postgresql"; rm -rf "$folder"; exit
        fi
        as=
        # It refuses to run as root.
        if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as="runuser -u postgres --"; fi
        # In memory where there is room: a database is three hundred files, which take a disk ten times as long.
        data=$folder/data
        if [ "$(df -Pk /dev/shm 2>/dev/null | awk 'END { print $4 }')" -gt 3000000 ] 2>/dev/null; then
            data=/dev/shm/$(basename "$folder")
        fi
        # A copy of what .ci/test has made once for all of them, if it has.
        if [ -d "$EMPTY_CLUSTER" ]; then
            $as cp -a "$EMPTY_CLUSTER" "$data"
        else
            $as "$bin/initdb" -D "$data" -A trust -U postgres --no-sync -E UTF8 --locale=C.UTF-8
        fi >"$folder.log" 2>&1 || { echo "initdb failed: $(tail -1 "$folder.log")"; rm -rf "$folder" "$data"; exit; }
        printf 'local all +guarded scram-sha-256\\nlocal all all trust\\nlocal replication all trust\\n' >"$data/pg_hba.conf"
        start() {
            $as "$bin/postgres" -D "$data" -k "$folder" -c listen_addresses= -c max_connections=1000 -c jit=off \
                -c shared_buffers=64MB -c autovacuum=off -c max_wal_size=256MB >>"$folder.log" 2>&1 </dev/null &
            tries=0
            until "$bin/pg_isready" -q -h "$folder" -U postgres; do
                tries=$((tries + 1))
                if [ $tries -gt 300 ]; then echo "no server: $(tail -1 "$folder.log")"; return; fi
                sleep 0.1
            done
            echo ready
        }
        start
        while read -r command; do
            # At once, as a power cut would end it.
            kill -QUIT "$(head -1 "$data/postmaster.pid")"
            wait
            [ "$command" = stop ] || start
        done
        if [ -f "$data/postmaster.pid" ]; then
            # A test that died may have left it stopped; this ends processes that are, too.
            kill -CONT "$(head -1 "$data/postmaster.pid")" "$!"
            kill -QUIT "$(head -1 "$data/postmaster.pid")"
        fi
        wait
        rm -rf "$folder" "$data" "$folder.log"
        """

    /// Ends the server as a power cut would, and starts it again.
    package func restart() throws {
        script.write("restart")
        let answer = script.line()
        guard answer == "ready" else { throw Failure(description: answer) }
    }

    /// Ends the server as a power cut would, for good.
    package func crash() { script.write("stop") }

    /// Stops whoever serves a database, and whoever lets others in, as a machine that hangs would; `thaw` lets them go on.
    package func freeze(_ database: String) throws -> [Int32] {
        let processes =
            try sql(
                """
                SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)
                UNION ALL SELECT pid::text FROM pg_stat_activity WHERE datname = '\(database)'
                """
            )
            .split(separator: "\n").compactMap { pid_t($0) }
        for process in processes { kill(process, SIGSTOP) }
        return processes
    }

    /// Lets them go on, and whoever has started one of them and stopped with it, as `runuser` does.
    package static func thaw(_ processes: [Int32]) {
        for process in processes {
            kill(process, SIGCONT)
            // Behind the name in parentheses are the state and the parent; a process that is gone has none.
            let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            let parent = status?.split(separator: ")").last?.split(separator: " ").dropFirst().first
            if let parent = parent.flatMap({ Int32($0) }), parent > 1 { kill(parent, SIGCONT) }
        }
    }

    /// Executes SQL as the server's own administrator, with settings such as `-c statement_timeout=1s`; returns its
    /// rows, a line each, with bars between the columns.
    @discardableResult
    package func sql(_ statement: String, in database: String = "postgres", with settings: String = "") throws -> String
    {
        try Self.sql(statement, in: database, at: folder, with: settings)
    }

    /// The same at the server whose socket is in that folder.
    @discardableResult
    package static func sql(
        _ statement: String,
        in database: String,
        at folder: String,
        with settings: String = ""
    ) throws -> String {
        let answer = Answer(to: statement, in: database, at: folder, as: "postgres", with: settings)
        if let failure = answer.failure { throw Failure(description: "\(statement): \(failure.words)") }
        return answer.rows.joined(separator: "\n")
    }

    /// Tries SQL as a login, in one transaction; returns the code of the server's error, or nil if it succeeds.
    package func refusal(of statement: String, in database: String, as login: String) -> String? {
        Answer(to: statement, in: database, at: folder, as: login).failure?.code
    }

    /// Makes a database, empty or as another one is, and returns its name; a book in it is at home there, unless it is
    /// left `away`.
    package func database(like template: String = "template0", isAway: Bool = false) throws -> String {
        let name = "book" + UUID().uuidString.prefix(8).lowercased()
        try sql("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy")
        let old = made.withLock { made -> String? in
            // What others are copies of stays.
            made.removeAll { $0 == template }
            made.append(name)
            return made.count > 100 ? made.removeFirst() : nil
        }
        // One that somebody still has open stays, too. A session that a test has stopped would hold up the others' drops.
        if let old { _ = try? sql("DROP DATABASE IF EXISTS \(old)", with: "-c statement_timeout=1s") }
        guard template != "template0", !isAway else { return name }
        try sql(
            """
            DO $$ BEGIN IF to_regclass('account_sync.homes') IS NOT NULL THEN
                INSERT INTO account_sync.homes (place, at) SELECT
                    jsonb_set(place::jsonb, '{database}', to_jsonb(pg_database.oid::text))::text, at
                FROM account_sync.homes, pg_database WHERE datname = current_database() ORDER BY number DESC LIMIT 1;
            END IF; END $$
            """,
            in: name
        )
        return name
    }

    /// The latest databases that were made; those before them are given up.
    private let made = Mutex<[String]>([])

    /// How a program names a database of this server.
    package func address(of database: String, user: String = "postgres") -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(user)"
    }
}
