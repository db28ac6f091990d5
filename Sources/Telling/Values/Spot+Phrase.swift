package import Accounts

extension Spot {
    /// The character and its position: `U+200B (ZERO WIDTH SPACE) after "RS-77"`.
    package var phrase: String { scalar.spoken + place }

    package var place: String {
        guard let before else { return "" }
        guard !before.isEmpty else { return " at the beginning" }
        let end = before.suffix(Self.longest)
        return " after \"\(end.count < before.count ? "…" : "")\(end)\""
    }

    private static let longest = 20
}

extension LookAlike {
    package var phrase: String {
        switch self {
        case .dash: "\"-\""
        case .space: "a space"
        case .digit(let digit): "\"\(digit)\""
        case .ascii(let scalar): "\"\(scalar)\""
        }
    }
}
