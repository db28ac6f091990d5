import Foundation
import Glibc
import Synchronization

/// Stands between a program and a server's socket, and cuts the connection when the program asks for a commit.
package final class CuttingProxy: Sendable {
    /// What becomes of the next COMMIT; the program's end of the connection is closed in each case.
    package enum Cut: Sendable {
        /// The server never gets it.
        case before
        /// The server gets it, and its answer is not passed on.
        case after
        /// The server gets it later, when the program has known for long that the connection is gone.
        case late(Duration)
    }

    /// Where its own socket is.
    package let folder: String
    private let server: String
    private let listener: Int32
    private let state = Mutex(State())

    private struct State {
        var cut: Cut?
        var cuts = 0
    }

    package init(to cluster: PrivateCluster) throws {
        folder = "/tmp/as-" + UUID().uuidString.prefix(8).lowercased()
        server = cluster.folder + "/.s.PGSQL.5432"
        guard mkdir(folder, 0o755) == 0 else { throw PrivateCluster.Failure(description: "no folder") }
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.withAddress(folder + "/.s.PGSQL.5432", { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0
        else { throw PrivateCluster.Failure(description: "no socket") }
        Thread.detachNewThread { [listener, weak self] in
            while case let client = accept(listener, nil, nil), client >= 0 { self?.serve(client) }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        // What is left of it is an empty folder.
        _ = unlink(folder + "/.s.PGSQL.5432")
        rmdir(folder)
    }

    package func cutNext(_ cut: Cut) { state.withLock { $0.cut = cut } }

    /// How many connections were cut.
    package var cuts: Int { state.withLock(\.cuts) }

    package func address(of database: String) -> String { "postgresql:///\(database)?host=\(folder)&user=postgres" }

    private func serve(_ client: Int32) {
        let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else {
            close(client)
            close(upstream)
            return
        }
        Thread.detachNewThread { self.pass(from: client, to: upstream, looking: true) }
        Thread.detachNewThread { self.pass(from: upstream, to: client, looking: false) }
    }

    private func pass(from source: Int32, to target: Int32, looking: Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(source, &buffer, buffer.count), count > 0 {
            let bytes = buffer[..<count]
            // The only message that ends so is the simple query of that text.
            if looking, bytes.suffix(7).elementsEqual("COMMIT\0".utf8), let cut = take() {
                switch cut {
                case .before: break
                case .after: Self.write(bytes, to: target)
                case .late(let delay):
                    shutdown(source, Int32(SHUT_RDWR))
                    usleep(UInt32(delay / .microseconds(1)))
                    Self.write(bytes, to: target)
                    // The server finds nobody to answer, which changes nothing of what it has done.
                    usleep(50_000)
                }
                shutdown(source, Int32(SHUT_RDWR))
                break
            }
            Self.write(bytes, to: target)
        }
        shutdown(target, Int32(SHUT_RDWR))
    }

    private func take() -> Cut? {
        state.withLock { state in
            guard let cut = state.cut else { return nil }
            state.cut = nil
            state.cuts += 1
            return cut
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to target: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
