import Foundation
import Glibc

enum Appending {
    /// Appends in a single write.
    static func write(_ bytes: some RandomAccessCollection<UInt8>, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SandboxFailure.unwritable(path: path) }
        let bytes = Array(bytes)
        let isWhole = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
        guard close(descriptor) == 0, isWhole else { throw SandboxFailure.unwritable(path: path) }
    }

    /// Appends a value as a line of JSON.
    static func line(_ value: some Encodable, to path: String) throws {
        try write(try sortedJSON(value) + [UInt8(ascii: "\n")], to: path)
    }

    static func cut(_ path: String, to length: Int) throws {
        guard truncate(path, length) == 0 else { throw SandboxFailure.unwritable(path: path) }
    }
}

/// The bytes of a value as JSON, with its members sorted by name.
func sortedJSON(_ value: any Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
}
