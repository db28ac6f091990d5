import FoundationEssentials
import PlainText

/// A text for the clipboard of the terminal, put there by the sequence OSC 52; nothing is ever asked of the terminal.
///
/// Only what went through the one door is in it, and only as base64, so no text can end the sequence or begin another.
package struct Clipping: Hashable, Sendable {
    /// The most bytes of a text: 8 KiB in base64, which every terminal that knows the sequence takes.
    package static let mostBytes = 6_144

    package let text: String
    /// Whether the text was longer.
    package let isCut: Bool

    package init(_ text: String) {
        let visible = text.visible
        isCut = visible.utf8.count > Self.mostBytes
        self.text = isCut ? visible.prefix(bytes: Self.mostBytes) : visible
    }

    /// What is written to the terminal.
    package var sequence: [UInt8] {
        Array("\u{1B}]52;c;".utf8) + Array(Data(text.utf8).base64EncodedString().utf8) + [0x07]
    }
}

extension String {
    /// As many whole characters as fit into so many bytes of UTF-8.
    fileprivate func prefix(bytes most: Int) -> String {
        var (end, count) = (startIndex, 0)
        while end < endIndex {
            let next = index(after: end)
            count += self[end..<next].utf8.count
            guard count <= most else { break }
            end = next
        }
        return String(self[..<end])
    }
}
