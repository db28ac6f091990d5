import FoundationEssentials

/// A JSON value, read as leniently as protocol.md allows.
indirect enum JSON: Decodable {
    case object([String: JSON])
    case array([JSON])
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case null

    /// Reads a body, without a byte order mark that stands before it; the phrase says why it cannot be read.
    static func read(_ body: [UInt8]) -> Result<JSON, Unreadable> {
        let bytes = body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        guard let first else { return .failure(Unreadable(phrase: "it is empty")) }
        guard first != UInt8(ascii: "<") else { return .failure(Unreadable(phrase: "it is a page, not JSON")) }
        do {
            try JSONStructure.check(bytes)
            return .success(try JSONDecoder().decode(JSON.self, from: Data(bytes)))
        } catch let fault as JSONStructure.Fault {
            return .failure(Unreadable(phrase: fault.phrase))
        } catch {
            return .failure(Unreadable(phrase: "it is not JSON"))
        }
    }

    struct Unreadable: Error {
        let phrase: String
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let boolean = try? value.decode(Bool.self) {  // What does not decode is tried as the next kind.
            self = .boolean(boolean)
        } else if let integer = try? value.decode(Int.self) {  // As above.
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {  // As above.
            self = .number(number)
        } else if let string = try? value.decode(String.self) {  // As above.
            self = .string(string)
        } else if let array = try? value.decode([JSON].self) {  // As above.
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    /// A member of an object, whatever the case of its name.
    subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[name] ?? members.first { $0.key.lowercased() == name.lowercased() }?.value
    }

    /// Ids come as strings or as numbers.
    var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .boolean, .null, .object, .array: nil
        }
    }

    var integer: Int? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    /// Booleans come as such, as 0 and 1, or as words.
    var truth: Bool {
        switch self {
        case .boolean(let truth): truth
        case .integer(let number): number != 0
        case .string(let word): ["true", "1", "yes"].contains(word.lowercased())
        default: false
        }
    }

    var elements: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var members: [String: JSON]? {
        if case .object(let members) = self { members } else { nil }
    }
}
