// Sources may be cancelled from any thread, but are not declared so.
@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Tells when the files of a database are written to (inotify(7)); until then nothing of ours wakes up.
///
/// Where that cannot be had, such as when the system's watches are used up, it asks for a look every two seconds.
enum FileWatch {
    /// Yields after something was written to a file in a directory whose name begins in a certain way.
    static func changes(in directory: String, prefix: String) -> AsyncStream<Void> {
        let (changes, found) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        let events = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE)
        guard descriptor >= 0, inotify_add_watch(descriptor, directory, events) >= 0 else {
            if descriptor >= 0 { close(descriptor) }
            return everyTwoSeconds(changes, found)
        }
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        let trail = Trail(found)
        source.setEventHandler { if isNamed(prefix, in: descriptor) { trail.begin() } }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        found.onTermination = { _ in
            source.cancel()
            trail.end()
        }
        return changes
    }

    /// What is written to the log can be seen only once it is on the disk and committed, which nothing tells; so a look
    /// is asked for at once and again some times.
    private final class Trail: Sendable {
        private let found: AsyncStream<Void>.Continuation
        private let task = Mutex<Task<Void, Never>?>(nil)

        init(_ found: AsyncStream<Void>.Continuation) { self.found = found }

        func begin() {
            found.yield()
            let next = Task { [found] in
                for milliseconds in [50, 100, 200, 400, 800, 1600] {
                    // Only another trail ends it early.
                    guard (try? await Task.sleep(for: .milliseconds(milliseconds))) != nil else { return }
                    found.yield()
                }
            }
            replace(with: next)
        }

        func end() { replace(with: nil) }

        private func replace(with next: Task<Void, Never>?) {
            task.withLock { task in
                task?.cancel()
                task = next
            }
        }
    }

    /// Reads all events; returns whether one of them is about such a file, or events were lost.
    private static func isNamed(_ prefix: String, in descriptor: Int32) -> Bool {
        var isNamed = false
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                var place = 0
                while place < count {
                    let event = buffer.load(fromByteOffset: place, as: inotify_event.self)
                    let name = buffer[(place + MemoryLayout<inotify_event>.size)...].prefix(Int(event.len))
                    isNamed = isNamed || event.len == 0 || name.starts(with: prefix.utf8)
                    place += MemoryLayout<inotify_event>.size + Int(event.len)
                }
            }
        }
        return isNamed
    }

    private static func everyTwoSeconds(
        _ changes: AsyncStream<Void>,
        _ found: AsyncStream<Void>.Continuation
    ) -> AsyncStream<Void> {
        let asking = Task {
            while !Task.isCancelled {
                // Only cancelling ends it early.
                try? await Task.sleep(for: .seconds(2))
                found.yield()
            }
        }
        found.onTermination = { _ in asking.cancel() }
        return changes
    }
}
