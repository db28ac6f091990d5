import Foundation
import Telling

enum InputFile {
    /// The longest file that is read, in bytes: room for more than a million accounts, and a limit for input that never
    /// ends.
    static let longest = 1 << 30

    /// Reads a file, or standard input for `-`.
    static func read(_ path: String, longest: Int = longest) throws(CommandProblem) -> [UInt8] {
        let bytes = try contents(path, longest)
        guard bytes.count <= longest else { throw .tooLong(name(path), limit: longest) }
        return bytes
    }

    static func name(_ path: String) -> CommandProblem.InputName {
        path == "-" ? .standardInput : .file(path)
    }

    private static func contents(_ path: String, _ longest: Int) throws(CommandProblem) -> [UInt8] {
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes: [UInt8] = []
            while bytes.count <= longest, let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                bytes += part
            }
            return bytes
        } catch {
            var isDirectory: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            guard path == "-" || isThere else { throw .missing(path: path) }
            guard !isDirectory.boolValue else { throw .directory(path: path) }
            throw .unreadable(name(path))
        }
    }
}
