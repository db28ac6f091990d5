/// Messages of PostgreSQL's protocol from a server (its manual, 55.7, "Message Formats"), for a proxy that puts others in their
/// place.
package enum WireMessage {
    /// The texts of a row; nil if the message is none.
    package static func row(_ bytes: ArraySlice<UInt8>) -> [String?]? {
        guard bytes.first == UInt8(ascii: "D") else { return nil }
        var rest = bytes.dropFirst(5)
        var columns: [String?] = []
        for _ in 0..<number(&rest, 2) {
            let length = number(&rest, 4)
            // A length of -1 stands for NULL.
            guard length < 1 << 31 else {
                columns.append(nil)
                continue
            }
            columns.append(String(decoding: rest.prefix(length), as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        return columns
    }

    package static func row(_ columns: [String?]) -> [UInt8] {
        message(
            "D",
            bytes(columns.count, 2)
                + columns.flatMap { $0.map { bytes($0.utf8.count, 4) + $0.utf8 } ?? [255, 255, 255, 255] }
        )
    }

    /// An error that ends the connection.
    package static func fatal(_ code: String, _ words: String) -> [UInt8] {
        message("E", ["SFATAL", "VFATAL", "C" + code, "M" + words].flatMap { Array($0.utf8) + [0] } + [0])
    }

    /// Which process serves the connection, as a server tells it at the start; nil if the message is another one.
    package static func process(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.first == UInt8(ascii: "K") else { return nil }
        var rest = bytes.dropFirst(5)
        return number(&rest, 4)
    }

    package static func process(_ process: Int, in message: ArraySlice<UInt8>) -> [UInt8] {
        message.prefix(5) + bytes(process, 4) + message.dropFirst(9)
    }

    private static func message(_ type: Unicode.Scalar, _ body: [UInt8]) -> [UInt8] {
        [UInt8(ascii: type)] + bytes(body.count + 4, 4) + body
    }

    private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func number(_ bytes: inout ArraySlice<UInt8>, _ count: Int) -> Int {
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }
}
