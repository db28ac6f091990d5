package import Accounts

/// A command as a person copies it into a shell: only what is written here stands as it is, and each value is one word,
/// whatever it contains.
///
/// A value that begins with a hyphen would be read as an option: behind an option it is joined to it by an equals sign, and
/// anywhere else it comes last, behind `--`.
///
/// It names the workspace if the operator did, in `NamedWorkspace`, unless it names one itself or takes none.
package struct ShellCommand: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    fileprivate struct Word: Hashable {
        var text = ""
        /// Whether it is a value that begins with a hyphen.
        var isHyphened = false
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var words: [Word] = [Word()]

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ text: String) {
            for (index, part) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { words.append(Word()) }
                words[words.count - 1].text += part
            }
        }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            let value = value.description
            if words.last == Word(), value.hasPrefix("-") { words[words.count - 1].isHyphened = true }
            words[words.count - 1].text += value.inShell
        }
        /// Each value as a word of its own.
        package mutating func appendInterpolation(_ values: [AccountCode]) {
            for (index, value) in values.enumerated() {
                if index > 0 { words.append(Word()) }
                appendInterpolation(value)
            }
        }
    }

    private var words: [Word]
    /// Whether it names no workspace because somebody else types it, whose login is another one.
    private var isForAnother = false

    package init(stringLiteral text: String) {
        self.init(stringInterpolation: StringInterpolation(literal: text))
    }
    package init(stringInterpolation: StringInterpolation) { words = stringInterpolation.words.filter { $0 != Word() } }

    /// Whether it acts on the workspace that it would take anyway.
    private var takesUsualWorkspace: Bool {
        guard !isForAnother, !["demo", "sandbox", "--help"].contains(words.first?.text) else { return false }
        return !words.contains { $0.text == "--workspace" && !$0.isHyphened }
    }

    package var description: String {
        var (first, last): ([String], [String]) = (["account-sync"], [])
        for word in words + (takesUsualWorkspace ? NamedWorkspace.option?.words ?? [] : []) {
            if !word.isHyphened {
                first.append(word.text)
            } else if let option = first.last, option.hasPrefix("--"), !option.contains("=") {
                first[first.count - 1] = "\(option)=\(word.text)"
            } else {
                last.append(word.text)
            }
        }
        return (first + (last.isEmpty ? [] : ["--"] + last)).joined(separator: " ")
    }

    package var forAnotherMember: ShellCommand {
        var command = self
        command.isForAnother = true
        return command
    }

    package static func + (left: ShellCommand, right: ShellCommand) -> ShellCommand {
        var command = left
        command.words += right.words
        return command
    }

    package static func += (left: inout ShellCommand, right: ShellCommand) { left = left + right }
}

extension ShellCommand.StringInterpolation {
    fileprivate init(literal: String) {
        self.init(literalCapacity: literal.utf8.count, interpolationCount: 0)
        appendLiteral(literal)
    }
}

extension String {
    /// The text as one word of a command that a person copies into a shell.
    var inShell: String {
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-_.:@/+,=".unicodeScalars.contains($0)
            }
            && !hasPrefix("-") && !hasPrefix("=")
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
