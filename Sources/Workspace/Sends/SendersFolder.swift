import Accounts
import Foundation
import Glibc
import Synchronizing

/// A sender's own journal as files: one for each day, for its owner alone, in the product's state directory.
///
/// The folder is named for the book's id, so that every copy of a book and every way to it have the same one. All processes
/// of a user on a machine append to the same file.
final class SendersFolder: SendersJournal {
    let path: String
    private let today: @Sendable () -> Date
    private let file: SendersFile
    private let marked: KeptFile

    /// nil if the user has no directory for a program's state.
    init?(
        _ environment: [String: String],
        workspace: WorkspaceID,
        in location: WorkspaceLocation,
        today: @escaping @Sendable () -> Date
    ) {
        guard let state = UserFolder.state.path(environment) else { return nil }
        // The id comes from a book that may be foreign, and becomes the name of a folder.
        let id = workspace.rawValue
        guard !id.isEmpty, id.isMadeAsID else { return nil }
        path = "\(state)/sends/\(id)"
        self.today = today
        file = SendersFile(folder: path)
        marked = KeptFile("\(path)/home.json", in: location)
    }

    func begin(_ intent: Intent, at vendor: String) async throws(StoreFailure) {
        guard let bytes = SendersLine(intent, at: vendor).bytes() else { throw .misused(reason: "unencodable intent") }
        do throws(WriteFailure) {
            try await file.append(bytes, day: day(today()), isSynced: true)
        } catch {
            throw failure(error)
        }
    }

    func end(_ attempt: AttemptID, _ outcome: Outcome) async {
        // What is not written counts as in doubt.
        guard let bytes = SendersLine(outcome, of: attempt).bytes() else { return }
        try? await file.append(bytes, day: day(today()), isSynced: false)
    }

    func reading() async throws(StoreFailure) -> SendersReading {
        var order: [AttemptID] = []
        var found: [AttemptID: KeptSend] = [:]
        var reading = SendersReading()
        for name in try files() {
            for line in try lines(name) {
                guard let read = SendersLine(line) else {
                    reading.damagedLines += 1
                    continue
                }
                if var send = read.begun {
                    if found[read.attempt] == nil { order.append(read.attempt) }
                    send.outcome = found[read.attempt]?.outcome
                    found[read.attempt] = send
                } else if let outcome = read.ended {
                    found[read.attempt]?.outcome = outcome
                }
            }
        }
        reading.sends = order.compactMap { found[$0] }
        return reading
    }

    func latest(_ count: Int) async throws(StoreFailure) -> [KeptSend] {
        var ends: [AttemptID: Outcome] = [:]
        var sends: [KeptSend] = []
        for name in try files().suffix(2).reversed() {
            for line in try lines(name, atMost: Self.tail).reversed() {
                // A line that was cut at its beginning is none.
                guard let read = SendersLine(line) else { continue }
                if let outcome = read.ended, ends[read.attempt] == nil { ends[read.attempt] = outcome }
                if var send = read.begun {
                    send.outcome = ends[read.attempt]
                    sends.append(send)
                }
                if sends.count == count { return sends }
            }
        }
        return sends
    }

    func mark() async throws(StoreFailure) -> String? {
        do throws(KeptFile.Problem) {
            return try marked.read(Mark.self)?.home
        } catch {
            // As if nothing had ever been offered.
            return nil
        }
    }

    func keep(mark: String) async throws(StoreFailure) {
        do throws(WriteFailure) {
            try SendersFile.makeFolder(path)
        } catch {
            throw failure(error)
        }
        do throws(KeptFile.Problem) {
            try marked.write(Mark(home: mark))
        } catch {
            // It is offered again the next time.
            if case .unwritable(let failed) = error { throw failure(failed) }
            throw .damaged(path: path, .io)
        }
    }

    private struct Mark: Codable {
        var home: String
    }

    // MARK: Days

    private static let tail = 1 << 16
    private static let kept = 14
    private static let mostBytes = 256 << 20

    private func day(_ date: Date) -> String {
        // A calendar would be asked for at each start, and would read its tables for it.
        var (moment, parts) = (time_t(date.timeIntervalSince1970.rounded(.down)), tm())
        gmtime_r(&moment, &parts)
        func digits(_ number: Int32, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return "\(digits(parts.tm_year + 1_900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
    }

    /// The names of the files, oldest first.
    private func files() throws(StoreFailure) -> [String] {
        // Whatever is in the way of the folder is reported by whoever writes.
        guard access(path, F_OK) == 0 || ![ENOENT, ENOTDIR].contains(errno) else { return [] }
        do throws(WriteFailure) { try SendersFile.checkFolder(path) } catch { throw failure(error, isWriting: false) }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
                .filter { $0.hasSuffix(SendersFile.suffix) }.sorted()
        } catch {
            throw .denied(path: path, writing: false)
        }
    }

    private func lines(_ name: String, atMost tail: Int? = nil) throws(StoreFailure) -> [ArraySlice<UInt8>] {
        do throws(WriteFailure) {
            return try SendersFile.bytes("\(path)/\(name)", atMost: tail).split(separator: 0x0A)
        } catch {
            throw failure(error, isWriting: false)
        }
    }

    /// Removes days that are long past, or the oldest ones of too many bytes, if the book knows all that they tell.
    func prune(_ isKnown: ([AttemptID]) async throws(StoreFailure) -> Bool) async throws(StoreFailure) {
        let now = today()
        let (recent, old) = (
            day(now.addingTimeInterval(-86_400)), day(now.addingTimeInterval(-86_400 * Double(Self.kept)))
        )
        let names = try files()
        let sizes = names.map { name in
            var status = stat()
            return stat("\(path)/\(name)", &status) == 0 ? Int(status.st_size) : 0
        }
        var size = sizes.reduce(0, +)
        for (name, bytes) in zip(names, sizes) where name < recent && (name < old || size > Self.mostBytes) {
            let attempts = Set(
                try lines(name).compactMap { SendersLine($0) }.filter { $0.intent != nil }.map(\.attempt)
            )
            guard try await isKnown(Array(attempts)) else { continue }
            unlink("\(path)/\(name)")
            size -= bytes
        }
    }

    private func failure(_ failure: WriteFailure, isWriting: Bool = true) -> StoreFailure {
        switch failure.error {
        case ENOSPC, EDQUOT: .full(path: path)
        case EACCES, EPERM, EROFS, ELOOP, ENOTDIR: .denied(path: path, writing: isWriting)
        default: .damaged(path: path, .system(failure.reason))
        }
    }
}
