import Accounts

/// A line that was entered where a command is expected.
enum Command: Equatable {
    /// The number of a line that was said.
    case number(Int)
    /// A letter, and what stands behind it.
    case letter(Character, String)
    case filter(String)
    case empty
    /// Nobody will enter anything any more.
    case end
    case unknown(String)

    init(_ line: String?) {
        guard let line else {
            self = .end
            return
        }
        let text = line.trimmed
        if text.isEmpty {
            self = .empty
        } else if text.hasPrefix("/") {
            self = .filter(text.dropFirst().trimmed)
            // A line's number does not begin with 0, which a code may.
        } else if let number = Int(text), number > 0, text.first?.isNumber == true, !text.hasPrefix("0") {
            self = .number(number)
        } else if let letter = text.first, letter.isLetter || letter == "?",
            text.count == 1 || text.dropFirst().first == " "
        {
            self = .letter(letter, text.dropFirst().trimmed)
        } else {
            self = .unknown(text)
        }
    }
}
