import Foundation
import Synchronizing
import TeamStore

/// A PostgreSQL server for a demo: without TCP, on a socket that only this user can reach. It ends with this process,
/// however that ends; what it has stays.
package struct DemoServer: Sendable {
    package enum Failure: Error, Hashable, Sendable {
        /// PostgreSQL's server programs are not installed.
        case missing
        /// It did not start, in its own words.
        case failed(String)
    }

    /// The login that owns the book.
    package static let owner = "admin"

    /// Where its data and its socket are.
    let folder: String
    /// Whether another process of the same demo has started it, and ends it.
    package let isJoined: Bool
    private let script: HeldScript

    /// Starts the one in the folder of a demo, or joins it if it runs; `logins` are made with it.
    package init(of demo: WorkspaceLocation, logins: [String]) async throws {
        folder = try Self.prepare(demo)
        script = try HeldScript(Self.script, [folder, Self.owner] + logins)
        switch await script.line() {
        case "ready": isJoined = false
        case "joined": isJoined = true
        case "missing": throw Failure.missing
        case let words: throw Failure.failed(words)
        }
    }

    /// How the book is named for a login.
    package func address(of login: String) -> String {
        let host = folder.addingPercentEncoding(withAllowedCharacters: .urlHostAllowed) ?? folder
        return "postgresql:///demo?host=\(host)&port=5432&user=\(login)"
    }

    /// Starts a worker of the book beside it, which ends with it.
    package func startWorker(as login: String) { script.write(address(of: login)) }

    /// Ends worker and server, unless another process has started them.
    package func end() async {
        script.endInput()
        _ = await script.line()
    }

    /// Removes what the demo's server has, which must not run.
    package static func forget(_ demo: WorkspaceLocation) throws {
        let folder = folder(of: demo)
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    }

    // MARK: Its folder

    /// In the demo's folder, unless a socket's path would be too long there, or the server, which does not run as root,
    /// could not reach it.
    private static func folder(of demo: WorkspaceLocation) -> String {
        let usual = demo.file("server")
        // The longest path of a socket has 107 bytes.
        guard geteuid() == 0 || usual.utf8.count + "/.s.PGSQL.5432".utf8.count > 107 else { return usual }
        return "/tmp/account-sync-" + demo.path.fingerprint
    }

    private static func prepare(_ demo: WorkspaceLocation) throws -> String {
        let folder = folder(of: demo)
        try? FileManager.default.createDirectory(
            atPath: (folder as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        var status = stat()
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw Failure.failed(String(cString: strerror(errno))) }
        // Whatever somebody else has put there is not used.
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0,
            status.st_uid == geteuid() || geteuid() == 0 && status.st_uid == getpwnam("postgres")?.pointee.pw_uid
        else { throw StoreFailure.unsafe(path: folder, .writableDirectory) }
        return folder
    }

    /// Says "ready" or what prevents it; a line of its input is a book for a worker, and the end of its input ends all.
    private static let script = """
        folder=$1 owner=$2; shift 2
        bin=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -1)
        [ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo /-/-)")
        if [ ! -x "$bin/initdb" ]; then echo missing; exit; fi
        if "$bin/pg_isready" -q -h "$folder" -p 5432; then echo joined; cat >/dev/null; exit; fi
        data=$folder/data log=$folder/log as=
        # It refuses to run as root.
        if [ "$(id -u)" = 0 ]; then
            as="setpriv --reuid=postgres --regid=postgres --clear-groups --"; chown postgres "$folder"
        fi
        cd "$folder"
        give_up() { echo "$(tail -1 "$log")"; exit; }
        if [ ! -d "$data" ]; then
            rm -rf "$data.new"
            $as "$bin/initdb" -D "$data.new" -A trust -U "$owner" --no-sync --no-instructions -E UTF8 --locale=C.UTF-8 \\
                >"$log" 2>&1 || give_up
            {
                for login in "$@"; do echo "CREATE ROLE \\"$login\\" LOGIN;"; done
                echo "CREATE DATABASE demo TEMPLATE template0;"
            } | $as "$bin/postgres" --single -D "$data.new" postgres >>"$log" 2>&1 || give_up
            mv "$data.new" "$data"
        fi
        $as "$bin/postgres" -D "$data" -k "$folder" -p 5432 -c listen_addresses= -c unix_socket_permissions=0700 \\
            >>"$log" 2>&1 </dev/null &
        server=$!
        until "$bin/pg_isready" -q -h "$folder" -p 5432; do
            kill -0 $server 2>/dev/null || give_up
            sleep 0.02
        done
        echo ready
        worker=
        while read -r book; do
            "$PROGRAM" work --workspace "$book" >>"$folder/worker.log" 2>&1 </dev/null &
            worker=$!
        done
        if [ -n "$worker" ]; then
            kill -TERM $worker 2>/dev/null
            (sleep 3; kill -KILL $worker 2>/dev/null) &
            wait $worker
        fi
        kill -INT $server
        wait $server
        echo ended
        """
}
