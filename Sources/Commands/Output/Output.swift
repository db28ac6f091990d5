import ArgumentParser
import Foundation
import PlainText
import Telling

/// What a command says: values on stdout, messages on stderr.
///
/// Texts of others go through the one door.
enum Output {
    /// A line on stdout.
    static func line(_ text: String = "") { StandardOutput.write(text.visible + "\n") }

    /// Bytes on stdout as they are: CSV and scripts are data.
    static func raw(_ text: String) { StandardOutput.write(text) }

    /// One JSON value on stdout.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        StandardOutput.write(String(decoding: try encoder.encode(value), as: UTF8.self).escapingControls + "\n")
    }

    /// A line of JSON on stderr, for whoever follows a run.
    static func jsonLine(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts can always be encoded.
        guard let data = try? encoder.encode(value) else { return }
        StandardError.raw(String(decoding: data, as: UTF8.self).escapingControls + "\n")
    }

    /// A message on stderr.
    static func message(_ text: String) { StandardError.message(text) }

    /// Lines that belong together on stderr: the first says what it is about.
    static func message(_ lines: [String]) {
        for (index, line) in lines.enumerated() { message(index == 0 ? line : "  " + line) }
    }

    /// A notice on stderr.
    static func message(_ notice: Notice) { message(notice.lines) }
}

extension String {
    /// JSON with the controls that JSON itself lets pass (DEL, C1, bidi) as escapes: exact for a parser, harmless on a screen.
    fileprivate var escapingControls: String {
        guard unicodeScalars.contains(where: \.isHarmful) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isHarmful {
                for unit in Character(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isHarmful: Bool {
        guard value >= 0x7F else { return false }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
