package import Accounts

extension Spot {
    /// The character and its position: `U+200B (ZERO WIDTH SPACE) after "RS-77"`.
    package var phrase: String { scalar.spoken + place }

    /// The position: `after "RS-77"`, or at the beginning.
    package var place: String {
        guard let before else { return "" }
        guard !before.isEmpty else { return " at the beginning" }
        let end = before.suffix(Self.longest)
        return " after \"\(end.count < before.count ? "…" : "")\(end)\""
    }

    /// The most characters shown of the text before it.
    private static let longest = 20
}

extension LookAlike {
    /// What the character looks like, worded for the middle of a sentence.
    package var phrase: String {
        switch self {
        case .dash: "\"-\""
        case .space: "a space"
        case .digit(let digit): "\"\(digit)\""
        case .ascii(let scalar): "\"\(scalar)\""
        }
    }
}
