/// A JSON value (RFC 8259) that loses nothing: numbers keep their digits, members their order, and one that comes twice
/// is there twice.
package indirect enum JSON: Hashable, Sendable {
    case object([Member])
    case array([Element])
    case string(String)
    /// A number as it is spelled: no digit of an id or an amount goes through a binary fraction.
    case number(String)
    case boolean(Bool)
    case null

    /// A member of an object, and the line of the text where it begins, from 1.
    package struct Member: Hashable, Sendable {
        /// The name, its escapes undone.
        package var name: String
        package var value: JSON
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
        package var line: Int

        package init(_ value: JSON, line: Int) {
            self.value = value
            self.line = line
        }
    }
}

extension JSON {
    /// A member of an object, whatever the case of its name; the first, if it comes twice.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        if let exact = members.first(where: { $0.name == name }) { return exact.value }
        let folded = name.lowercased()
        return members.first { $0.name.lowercased() == folded }?.value
    }

    /// The members, in their order; nil for anything but an object.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements, in their order; nil for anything but an array.
    package var elements: [JSON]? {
        if case .array(let elements) = self { elements.map(\.value) } else { nil }
    }

    /// A text, or a number as it is spelled: ids come as either.
    package var text: String? {
        switch self {
        case .string(let text): text
        case .number(let digits): digits
        case .boolean, .null, .object, .array: nil
        }
    }

    /// A whole number that fits; `1.0`, `1e3` and what is too large do not count as one.
    package var integer: Int? {
        if case .number(let digits) = self { Int(digits) } else { nil }
    }

    /// Yes or no, which may come as such, as a number or as a word; nil for anything else.
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

    /// The name of a member that comes twice in one object, here or anywhere below, whatever its case.
    package var duplicateMember: String? {
        switch self {
        case .object(let members):
            var names: Set<String> = []
            for member in members where !names.insert(member.name.lowercased()).inserted { return member.name }
            return members.lazy.compactMap(\.value.duplicateMember).first
        case .array(let elements): return elements.lazy.compactMap(\.value.duplicateMember).first
        case .string, .number, .boolean, .null: return nil
        }
    }
}
