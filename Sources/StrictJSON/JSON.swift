/// A JSON value (RFC 8259) that loses nothing: numbers keep their digits, members their order, duplicates stay.
package indirect enum JSON: Hashable, Sendable {
    case object([Member])
    case array([Element])
    case string(String)
    /// A number as it is spelled: no digit of an id or an amount passes through binary floating point.
    case number(String)
    case boolean(Bool)
    case null

    /// A member of an object, and the line of the text where it begins, from 1.
    package struct Member: Hashable, Sendable {
        /// The name, unescaped.
        package var name: String
        package var value: JSON
        /// Counted from 1.
        package var line: Int

        package init(_ name: String, _ value: JSON, line: Int = 1) {
            self.name = name
            self.value = value
            self.line = line
        }
    }

    /// An element of an array, and the line of the text where it begins, from 1.
    package struct Element: Hashable, Sendable {
        package var value: JSON
        /// Counted from 1.
        package var line: Int

        package init(_ value: JSON, line: Int) {
            self.value = value
            self.line = line
        }
    }
}

extension JSON {
    /// A member of an object, ignoring the case of its name; the first, if there are several.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        if let exact = members.first(where: { $0.name == name }) { return exact.value }
        let folded = name.lowercased()
        return members.first { $0.name.lowercased() == folded }?.value
    }

    /// The members in order; nil unless this is an object.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements in order; nil unless this is an array.
    package var elements: [JSON]? {
        if case .array(let elements) = self { elements.map(\.value) } else { nil }
    }

    /// A string, or a number as it is spelled: ids come as either.
    package var text: String? {
        switch self {
        case .string(let text): text
        case .number(let digits): digits
        case .boolean, .null, .object, .array: nil
        }
    }

    /// A whole number that fits into `Int`; nil for `1.0`, `1e3` and larger ones.
    package var integer: Int? {
        if case .number(let digits) = self { Int(digits) } else { nil }
    }

    /// A Boolean, or a number or a word that stands for one; nil for anything else.
    package var truth: Bool? {
        switch self {
        case .boolean(let truth): truth
        case .number("1"): true
        case .number("0"): false
        case .string(let word):
            switch word.lowercased() {
            case "true", "yes", "1": true
            case "false", "no", "0": false
            default: nil
            }
        default: nil
        }
    }

    /// The name of a member that comes twice in one object, here or anywhere below, ignoring case.
    package var duplicateMember: String? {
        switch self {
        case .object(let members):
            if let name = Self.duplicate(members) { return name }
            return members.lazy.compactMap(\.value.duplicateMember).first
        case .array(let elements): return elements.lazy.compactMap(\.value.duplicateMember).first
        case .string, .number, .boolean, .null: return nil
        }
    }

    private static func duplicate(_ members: [Member]) -> String? {
        // Few names in ASCII are the usual ones, and are compared without a copy of each in lower case.
        guard members.count <= 32, members.allSatisfy({ $0.name.utf8.allSatisfy { $0 < 0x80 } }) else {
            var names: Set<String> = []
            return members.first { !names.insert($0.name.lowercased()).inserted }?.name
        }
        for (place, member) in members.enumerated() {
            let isTwice = members[..<place]
                .contains { earlier in
                    earlier.name.utf8.count == member.name.utf8.count
                        && zip(earlier.name.utf8, member.name.utf8).allSatisfy { lowercased($0) == lowercased($1) }
                }
            if isTwice { return member.name }
        }
        return nil
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
