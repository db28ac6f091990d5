import CHarness
import Foundation

/// The system calls of a run and what they wrote, as recorded by the tracer.
struct Recording: Sendable {
    struct Entry: Sendable {
        var call: Int
        var thread: Int
        var offset: Int
        var isOver: Bool
        var path: String
        var bytes: [UInt8]
    }

    private(set) var entries: [Entry] = []

    init(_ data: Data) {
        let bytes = [UInt8](data)
        let size = MemoryLayout<tracer_entry>.size
        var index = 0
        while index + size <= bytes.count {
            let head = bytes[index..<index + size].withUnsafeBytes { $0.loadUnaligned(as: tracer_entry.self) }
            index += size
            let path = String(decoding: bytes[index..<index + head.path_length], as: UTF8.self)
            index += head.path_length
            entries.append(
                Entry(
                    call: head.call,
                    thread: head.thread,
                    offset: head.offset,
                    isOver: head.is_over != 0,
                    path: path,
                    bytes: Array(bytes[index..<index + head.length])
                )
            )
            index += head.length
        }
    }

    /// The disk operations before a moment; a sync counts once it has returned.
    func durable(until cut: Int) -> [Disk.Operation] {
        entries[..<cut]
            .compactMap { entry in
                switch entry.call {
                case tracer_call("pwrite64"): .write(entry.path, entry.offset, entry.bytes)
                case tracer_call("ftruncate"): .truncate(entry.path, entry.offset)
                case tracer_call("unlink"): .remove(entry.path)
                case tracer_call("openat"): .open(entry.path)
                case tracer_call("fdatasync"), tracer_call("fsync"): entry.isOver ? .sync(entry.path) : nil
                default: nil
                }
            }
    }

    /// The part of the vendor's ledger that had been sent before a moment.
    func seen(until cut: Int, _ ledger: Vendor.Ledger, before: Vendor.Ledger) -> Vendor.Ledger {
        var ids: Set<String> = []
        for entry in entries[..<cut] where entry.path.hasPrefix("socket:") {
            let text = String(decoding: entry.bytes, as: UTF8.self)
            guard let header = text.lowercased().firstRange(of: "x-cloudplatform-trackid: ") else { continue }
            ids.insert(String(text[header.upperBound...].prefix { $0 != "\r\n" }))
        }
        var seen = Vendor.Ledger()
        seen.received = ledger.received.filter {
            $0.number < before.received.count || $0.trackID.map(ids.contains) ?? false
        }
        let numbers = Set(seen.received.map(\.number))
        seen.created = ledger.created.filter { numbers.contains($0.request) }
        return seen
    }

    /// The ids that had been reported as synchronized before a moment.
    func told(until cut: Int) -> [String] {
        entries[..<cut].filter { $0.path.hasPrefix("/memfd:output") }
            .flatMap { entry in
                String(decoding: entry.bytes, as: UTF8.self).matches(of: /is (v-[0-9]+) at/).map { String($0.output.1) }
            }
    }
}
