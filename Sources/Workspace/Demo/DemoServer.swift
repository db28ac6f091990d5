import Foundation
import Synchronizing
import TeamStore

/// A PostgreSQL server for a demo: without TCP, on a socket that only this user can reach.
///
/// It ends with this process, however that ends; what it has stays.
package struct DemoServer: Sendable {
    package enum Failure: Error, Hashable, Sendable {
        /// PostgreSQL's server programs are not installed.
        case missing
        /// It runs, so that what it has cannot be removed.
        case running
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
        script = try HeldScript(PackageResources.demo_server_sh, [folder, Self.owner] + logins)
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

    /// Removes what the demo's server has, unless it runs.
    package static func forget(_ demo: WorkspaceLocation) throws {
        let folder = folder(of: demo)
        // The first line is the server's number; the file is there while it runs, or after it was killed.
        let lines = FileManager.default.contents(atPath: folder + "/data/postmaster.pid") ?? Data()
        let process = String(decoding: lines, as: UTF8.self).split(separator: "\n").first.flatMap { pid_t($0) }
        if let process, kill(process, 0) == 0 || errno == EPERM { throw Failure.running }
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
        // If that fails, so does what follows.
        try? FileManager.default.makePrivateFolder((folder as NSString).deletingLastPathComponent)
        var status = stat()
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw Failure.failed(String(cString: strerror(errno))) }
        // Whatever somebody else has put there is not used.
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0,
            status.st_uid == geteuid() || geteuid() == 0 && status.st_uid == getpwnam("postgres")?.pointee.pw_uid
        else { throw StoreFailure.unsafe(path: folder, .writableDirectory) }
        return folder
    }
}
