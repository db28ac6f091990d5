import FoundationEssentials

/// The body of a request, with its members sorted by name, so that the same request has the same bytes.
enum JSONBody {
    static func bytes(of body: any Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(body))
    }

    /// The same in lines, for a person.
    static func text(of body: any Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(body), as: UTF8.self)
    }
}
