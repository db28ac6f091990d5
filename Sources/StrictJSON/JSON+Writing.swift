extension JSON {
    /// The value as JSON text on one line: every digit as it was read, members in their order.
    package var written: String {
        switch self {
        case .object(let members):
            "{\(members.map { "\(Self.quoted($0.name)):\($0.value.written)" }.joined(separator: ","))}"
        case .array(let elements): "[\(elements.map { $0.value.written }.joined(separator: ","))]"
        case .string(let text): Self.quoted(text)
        case .number(let digits): digits
        case .boolean(let truth): truth ? "true" : "false"
        case .null: "null"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            // RFC 8259 asks for the first 32; the others are harmless to a parser only.
            case _ where scalar.value < 0x20 || scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
