import ArgumentParser
import Foundation
import PlainText
import Workspace

/// What a command says: values on stdout, messages on stderr.
///
/// Texts of others go through the one door.
enum Output {
    /// A line on stdout.
    static func line(_ text: String = "") { write(text.visible + "\n", to: .standardOutput) }

    /// Bytes on stdout as they are: CSV and HTML are data.
    static func raw(_ text: String) { write(text, to: .standardOutput) }

    /// One JSON value on stdout.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        write(String(decoding: try encoder.encode(value), as: UTF8.self).escapingControls + "\n", to: .standardOutput)
    }

    /// A line of JSON on stderr, for whoever follows a run.
    static func jsonLine(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts can always be encoded.
        guard let data = try? encoder.encode(value) else { return }
        write(String(decoding: data, as: UTF8.self).escapingControls + "\n", to: .standardError)
    }

    /// Our own text on stderr without a line's end; never a text of others.
    static func bare(_ text: String) { write(text, to: .standardError) }

    /// A message on stderr.
    static func message(_ text: String) { write(text.visible + "\n", to: .standardError) }

    /// A notice on stderr.
    static func message(_ notice: Notice) {
        for (index, line) in notice.lines.enumerated() { message(index == 0 ? line : "  " + line) }
    }

    private static func write(_ text: String, to handle: FileHandle) {
        // A reader that went away is no fault of ours.
        try? handle.write(contentsOf: Data(text.utf8))
    }
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
