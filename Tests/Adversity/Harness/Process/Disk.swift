import Foundation

/// Some files of a directory as a disk holds them: what is synced, and what is still pending.
struct Disk {
    enum Operation: Sendable {
        case open(String)
        case write(String, Int, [UInt8])
        case truncate(String, Int)
        case remove(String)
        case sync(String)
    }

    private let folder: String
    private let names: Set<String>
    private var durable: [String: [UInt8]] = [:]
    private var pending: [Operation] = []
    private var known: Set<String>

    init(of folder: String, names: Set<String>) throws {
        self.folder = folder
        self.names = names
        for name in names {
            if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { durable[name] = [UInt8](data) }
        }
        known = Set(durable.keys)
    }

    /// The name of a file that matters; the run may have been in another folder.
    private func name(_ path: String) -> String? {
        let last = path.split(separator: "/").last.map(String.init)
        return last.flatMap { names.contains($0) ? $0 : nil }
    }

    mutating func take(_ operation: Operation) {
        switch operation {
        case .open(let path):
            guard let name = name(path), !known.contains(name) else { return }
            known.insert(name)
            pending.append(.open(name))
        case .write(let path, let offset, let bytes):
            if let name = name(path) { pending.append(.write(name, offset, bytes)) }
        case .truncate(let path, let size): if let name = name(path) { pending.append(.truncate(name, size)) }
        case .remove(let path):
            guard let name = name(path) else { return }
            known.remove(name)
            pending.append(.remove(name))
        case .sync(let path):
            if let name = name(path) {
                sync { $0.file == name && !$0.isEntry }
            } else if !path.contains(".lock") {
                // The directory: entries created or removed stay so.
                sync { $0.isEntry }
            }
        }
    }

    private mutating func sync(_ concerns: (Operation) -> Bool) {
        for operation in pending where concerns(operation) { apply(operation) }
        pending.removeAll(where: concerns)
    }

    private mutating func apply(_ operation: Operation) {
        switch operation {
        case .open(let name): if durable[name] == nil { durable[name] = [] }
        case .write(let name, let offset, let bytes):
            var content = durable[name] ?? []
            if content.count < offset + bytes.count {
                content += [UInt8](repeating: 0, count: offset + bytes.count - content.count)
            }
            content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            durable[name] = content
        case .truncate(let name, let size):
            let content = durable[name] ?? []
            durable[name] = Array(content.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - content.count))
        case .remove(let name): durable[name] = nil
        case .sync: break
        }
    }

    /// Writes what could be left into a folder: of unsynced writes none, all but one, the first ones, or any subset.
    func write(to folder: String, _ random: inout SeededRandom) throws {
        var disk = self
        var lost: Set<String> = []
        let way = Int.random(in: 0..<4, using: &random)
        let chosen = pending.isEmpty ? 0 : Int.random(in: 0..<pending.count, using: &random)
        for (index, operation) in pending.enumerated() {
            let isKept =
                switch way {
                case 0: false
                case 1: index != chosen
                case 2: index < chosen
                default: Bool.random(using: &random)
                }
            if isKept { disk.apply(operation) }
            if case .open(let name) = operation, !isKept { lost.insert(name) }
        }
        // A file whose directory entry is lost is lost, however much of it was synced.
        for name in lost { disk.durable[name] = nil }
        for name in names {
            let path = "\(folder)/\(name)"
            guard let content = disk.durable[name] else {
                if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
                continue
            }
            guard
                FileManager.default.createFile(
                    atPath: path,
                    contents: Data(content),
                    attributes: [.posixPermissions: 0o600]
                )
            else { throw HarnessFailure.preparation(path) }
        }
        let memory = "\(folder)/account-sync.sqlite-shm"
        if FileManager.default.fileExists(atPath: memory) { try FileManager.default.removeItem(atPath: memory) }
    }
}

extension Disk.Operation {
    fileprivate var file: String {
        switch self {
        case .open(let name), .write(let name, _, _), .truncate(let name, _), .remove(let name), .sync(let name): name
        }
    }

    /// Whether it changes the directory entry, not the content.
    fileprivate var isEntry: Bool {
        switch self {
        case .open, .remove: true
        default: false
        }
    }
}
