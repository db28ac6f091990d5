package import Accounts

extension Spot {
    /// What it is and where: `U+200B (ZERO WIDTH SPACE) after "RS-77"`.
    package var phrase: String { scalar.spoken + place }

    /// Where it stands: `after "RS-77"`, or at the beginning.
    package var place: String {
        guard let before else { return "" }
        guard !before.isEmpty else { return " at the beginning" }
        let end = before.suffix(Self.longest)
        return " after \"\(end.count < before.count ? "…" : "")\(end)\""
    }

    /// So much of what stands before it is told.
    private static let longest = 20
}

extension LookAlike {
    /// What it looks like, as it stands in a sentence.
    package var phrase: String {
        switch self {
        case .dash: "\"-\""
        case .space: "a space"
        case .digit(let digit): "\"\(digit)\""
        case .ascii(let scalar): "\"\(scalar)\""
        }
    }
}
