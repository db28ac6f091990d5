import Dispatch
import Foundation
import Glibc
import Synchronization

/// Stands between programs and a server's socket: it knows where each message of the protocol begins and ends, and cuts a
/// connection before or after one, holds one up, or passes nothing on any more.
package final class CuttingProxy: Sendable {
    /// Who sends a message.
    package enum Side: Sendable, Hashable {
        case program, server
    }

    package struct Message: Sendable {
        package var side: Side
        /// Counts the messages of its side since the last `treat`, over all connections, from 1.
        package var number: Int
        /// The whole message.
        package var bytes: ArraySlice<UInt8>

        /// Whether it makes the server commit: it executes a statement that was parsed as COMMIT just before.
        package var isCommit = false

        /// Whether the server says that it has waited for a lock in vain.
        package var isLockTimeout: Bool {
            guard side == .server, bytes.first == UInt8(ascii: "E") else { return false }
            return String(decoding: bytes, as: UTF8.self).contains("C55P03\0")
        }
    }

    /// What becomes of a message, and of its connection.
    package enum Treatment: Sendable, Hashable {
        case pass
        /// The message never arrives, and the connection is gone for both.
        case cutBefore
        /// The message arrives, and nothing after it.
        case cutAfter
        /// It arrives when its sender has known for long that the connection is gone.
        case late(Duration)
        /// The same, but it arrives when `release` says so, or after `longestHold`.
        case held
        case delay(Duration)
        /// It never arrives, and those behind it do.
        case drop
        /// Neither this message nor any later one of the connection arrives, and nobody is told.
        case swallow
        /// Another message arrives in its place.
        case replace([UInt8])
    }

    /// What becomes of the next COMMIT; the program's end of the connection is closed in each case.
    package enum Cut: Sendable {
        /// The server never gets it.
        case before
        /// The server gets it, and its answer is not passed on.
        case after
        /// The server gets it later, when the program has known for long that the connection is gone.
        case late(Duration)
        /// The server gets it when `release` says so, or after `longestHold`.
        case held
        /// The server gets it once it has ended somebody's wait for a lock, or after `longestHold`.
        case heldPastLockTimeout
    }

    /// How long a message is held that nobody releases.
    package static let longestHold = 20.0

    /// Where its own socket is.
    package let folder: String
    private let server: String
    private let listener: Int32
    private let state = Mutex(State())
    /// Signalled by whoever holds a message up, and by whoever lets it go.
    private let (holdings, releases) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))

    private struct State {
        var judge: (@Sendable (Message) -> Treatment)?
        var counts: [Side: Int] = [:]
        var cuts = 0
        var hasSeenLockTimeout = false
        /// The program's ends of the connections that are open.
        var open: Set<Int32> = []
    }

    package init(to cluster: PrivateCluster) throws {
        folder = "/tmp/as-" + UUID().uuidString.prefix(8).lowercased()
        server = cluster.folder + "/.s.PGSQL.5432"
        guard mkdir(folder, 0o755) == 0 else { throw PrivateCluster.Failure(description: "no folder") }
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard Self.withAddress(folder + "/.s.PGSQL.5432", { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0
        else { throw PrivateCluster.Failure(description: "no socket") }
        Thread.detachNewThread { [listener, weak self] in
            while case let client = accept(listener, nil, nil), client >= 0 {
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                self?.serve(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        // What is left of it is an empty folder.
        _ = unlink(folder + "/.s.PGSQL.5432")
        rmdir(folder)
    }

    package func cutNext(_ cut: Cut) {
        let isDone = Atomic(false)
        let isReleased = Atomic(false)
        treat { [releases] message in
            // Once only: what is signalled and not waited for would let the next message go that is held.
            if case .heldPastLockTimeout = cut, message.isLockTimeout, isDone.load(ordering: .relaxed),
                !isReleased.exchange(true, ordering: .relaxed)
            {
                releases.signal()
            }
            guard message.isCommit, !isDone.exchange(true, ordering: .relaxed) else { return .pass }
            switch cut {
            case .before: return .cutBefore
            case .after: return .cutAfter
            case .late(let delay): return .late(delay)
            case .held, .heldPastLockTimeout: return .held
            }
        }
    }

    /// Waits until a message is held whose sender knows that its connection is gone; false if none was in a minute.
    package func holds() async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [holdings] in
                continuation.resume(returning: holdings.wait(timeout: .now() + 60) == .success)
            }
        }
    }

    /// Lets the message arrive that is held.
    package func release() { releases.signal() }

    /// Lets each message from now on be judged, and counts anew; nil lets everything pass.
    package func treat(_ judge: (@Sendable (Message) -> Treatment)?) {
        state.withLock { ($0.judge, $0.counts, $0.cuts, $0.hasSeenLockTimeout) = (judge, [:], 0, false) }
    }

    /// How many connections were cut since the last `treat`.
    package var cuts: Int { state.withLock(\.cuts) }

    /// Whether the server has ended somebody's wait for a lock since the first cut after the last `treat`.
    package var hasSeenLockTimeout: Bool { state.withLock(\.hasSeenLockTimeout) }

    /// How many messages a side has sent since the last `treat`.
    package func count(of side: Side) -> Int { state.withLock { $0.counts[side, default: 0] } }

    /// Cuts every connection, whatever is on its way.
    package func cutAll() {
        state.withLock { state in
            for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) }
            state.cuts += state.open.count
        }
    }

    package func address(of database: String, user: String = "postgres") -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(user)"
    }

    private func serve(_ client: Int32) {
        let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else {
            close(client)
            close(upstream)
            return
        }
        state.withLock { _ = $0.open.insert(client) }
        let ends = Atomic(2)
        let leave = { @Sendable [self] in
            guard ends.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 else { return }
            state.withLock { _ = $0.open.remove(client) }
            close(client)
            close(upstream)
        }
        Thread.detachNewThread {
            self.pass(.program, from: client, to: upstream)
            leave()
        }
        Thread.detachNewThread {
            self.pass(.server, from: upstream, to: client)
            leave()
        }
    }

    private func pass(_ side: Side, from source: Int32, to target: Int32) {
        var (buffer, waiting) = ([UInt8](repeating: 0, count: 65_536), [UInt8]())
        // What a program says first has no type.
        var isFirst = side == .program
        var isSwallowing = false
        var isCommitting = false
        reading: while case let count = read(source, &buffer, buffer.count), count > 0 {
            guard !isSwallowing else { continue }
            waiting += buffer[..<count]
            var (start, passed) = (0, 0)
            while let end = Self.end(of: waiting, from: start, isFirst) {
                isFirst = false
                let message = waiting[start..<end]
                start = end
                // Parse, whose statement has no name and no types; then Bind, Describe and Execute.
                isCommitting = isCommitting || message.elementsEqual([0x50, 0, 0, 0, 14, 0] + "COMMIT\0\0\0".utf8)
                let isCommit = side == .program && isCommitting && message.first == UInt8(ascii: "E")
                if isCommit { isCommitting = false }
                let treatment = judge(side, message, isCommit: isCommit)
                if treatment == .pass { continue }
                // Those before it arrive in any case.
                Self.write(waiting[passed..<message.startIndex], to: target)
                passed = end
                switch treatment {
                case .pass: break
                case .delay(let time):
                    usleep(UInt32(time / .microseconds(1)))
                    Self.write(message, to: target)
                case .drop: break
                case .replace(let bytes): Self.write(bytes[...], to: target)
                case .swallow:
                    isSwallowing = true
                    continue reading
                case .cutBefore: break reading
                case .cutAfter:
                    Self.write(message, to: target)
                    break reading
                case .late, .held:
                    // The server does what came before it meanwhile, else nobody has to wait for what is held.
                    usleep(treatment == .held ? 500_000 : 50_000)
                    shutdown(source, Int32(SHUT_RDWR))
                    if case .late(let time) = treatment {
                        usleep(UInt32(time / .microseconds(1)))
                    } else {
                        holdings.signal()
                        _ = releases.wait(timeout: .now() + Self.longestHold)
                    }
                    Self.write(message, to: target)
                    // The server finds nobody to answer, which changes nothing of what it has done.
                    usleep(50_000)
                    break reading
                }
            }
            Self.write(waiting[passed..<start], to: target)
            waiting.removeFirst(start)
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
    }

    private func judge(_ side: Side, _ bytes: ArraySlice<UInt8>, isCommit: Bool) -> Treatment {
        state.withLock { state in
            state.counts[side, default: 0] += 1
            let number = state.counts[side, default: 0]
            let message = Message(side: side, number: number, bytes: bytes, isCommit: isCommit)
            if state.cuts > 0, message.isLockTimeout { state.hasSeenLockTimeout = true }
            let treatment = state.judge?(message) ?? .pass
            switch treatment {
            case .pass, .delay, .drop, .replace: break
            case .cutBefore, .cutAfter, .late, .held, .swallow: state.cuts += 1
            }
            return treatment
        }
    }

    /// Where the message that begins there ends, if it is whole: a type, and a length that counts itself.
    private static func end(of bytes: [UInt8], from start: Int, _ isFirst: Bool) -> Int? {
        let lengthAt = start + (isFirst ? 0 : 1)
        guard bytes.count >= lengthAt + 4 else { return nil }
        let length = bytes[lengthAt..<lengthAt + 4].reduce(0) { $0 << 8 | Int($1) }
        let end = lengthAt + length
        return bytes.count >= end ? end : nil
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
