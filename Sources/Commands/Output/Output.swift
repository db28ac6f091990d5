import ArgumentParser
import Foundation
import PlainText
import Telling

/// What a command prints: values on stdout, messages on stderr.
///
/// Texts from elsewhere go through the one door.
enum Output {
    static func line(_ text: String = "") { StandardOutput.write(text.visible + "\n") }

    static func lines(_ lines: [String]) { for line in lines { self.line(line) } }

    /// Prints things below each other, with an empty line between them.
    static func apart<Thing>(_ things: [Thing], print: (Thing) -> Void) {
        for (index, thing) in things.enumerated() {
            if index > 0 { line() }
            print(thing)
        }
    }

    /// Prints one JSON value on stdout.
    static func json(_ value: some Encodable) throws { StandardOutput.write(try text(ofJSON: value) + "\n") }

    /// A JSON value as it is printed.
    static func text(ofJSON value: some Encodable) throws -> String {
        try encoded(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    /// Prints a line of JSON on stderr, for a program that follows a bulk run.
    static func jsonLine(_ value: some Encodable) { line(ofJSON: value).map(StandardError.raw) }

    /// Prints a line of JSON on stdout, for a command whose result is what happens while it runs; it waits for no reader.
    static func eventLine(_ value: some Encodable) { line(ofJSON: value).map(StandardOutput.writeLater) }

    private static func line(ofJSON value: some Encodable) -> String? {
        // Numbers, texts and dates can always be encoded.
        guard let text = try? encoded(value, [.sortedKeys, .withoutEscapingSlashes]) else { return nil }
        return text + "\n"
    }

    private static func encoded(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = format
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self).escapingControls
    }

    static func message(_ text: String) { StandardError.message(text) }

    /// Prints lines that belong together on stderr; the first one says what they are about.
    static func message(_ lines: [String]) {
        for (index, line) in lines.enumerated() { message(index == 0 ? line : "  " + line) }
    }

    static func message(_ notice: Notice) { message(notice.lines) }

    /// Prints a message unless the task is cancelled before: whatever it explains was done before anybody could wonder.
    static func message(_ text: String, after time: Duration) -> Task<Void, Never> {
        Task {
            guard (try? await Task.sleep(for: time)) != nil else { return }
            message(text)
        }
    }
}

extension String {
    /// JSON in which the controls that JSON itself permits (DEL, C1, bidi) are escaped: exact for a parser, harmless on
    /// a screen.
    fileprivate var escapingControls: String {
        guard utf8.contains(where: { $0 >= 0x7F }), unicodeScalars.contains(where: { $0.isHarmful }) else {
            return self
        }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isHarmful { text += scalar.escapedInJSON } else { text.unicodeScalars.append(scalar) }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it could steer a terminal, or hide.
    var isHarmful: Bool {
        switch value {
        case 0..<0x7F: return false
        // Ranges in which none is: looking the category up takes several times as long.
        case 0xA0...0xAC, 0xAE...0x5FF, 0x900...0x17FF, 0x1900...0x1FFF, 0x2070...0xD7FF, 0xF900...0xFEFE: return false
        default: break
        }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// The scalar as JSON has it by its number.
    var escapedInJSON: String {
        Character(self).utf16
            .map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            .joined()
    }
}
