/// A `$filter`: an expression about the members of a row, whose names are in lower case.
indirect enum Filter: Hashable, Sendable {
    case equals(String, FilterValue)
    case isGreater(String, FilterValue)
    case contains(String, String)
    case and(Filter, Filter)
    case or(Filter, Filter)

    func selects(_ value: (String) -> FilterValue) -> Bool {
        switch self {
        case .equals(let name, let wanted): value(name).folded == wanted.folded
        case .isGreater(let name, let limit): value(name).isGreater(than: limit)
        case .contains(let name, let part): value(name).text.lowercased().contains(part.lowercased())
        case .and(let left, let right): left.selects(value) && right.selects(value)
        case .or(let left, let right): left.selects(value) || right.selects(value)
        }
    }

    /// The number that a member must have.
    func number(of name: String) -> Int? {
        switch self {
        case .equals(name, .number(let number)): number
        case .and(let left, let right): left.number(of: name) ?? right.number(of: name)
        default: nil
        }
    }

    /// The moment that a member must be after.
    func moment(before name: String) -> BSSMoment? {
        switch self {
        case .isGreater(name, .moment(let moment)): moment
        case .and(let left, let right): left.moment(before: name) ?? right.moment(before: name)
        default: nil
        }
    }
}

enum FilterValue: Hashable, Sendable {
    case number(Int)
    case text(String)
    case flag(Bool)
    case moment(BSSMoment)
    case nothing

    enum Kind: Sendable {
        case number, text, flag, moment
    }

    /// Texts are equal whatever their case.
    fileprivate var folded: FilterValue { if case .text(let text) = self { .text(text.lowercased()) } else { self } }

    fileprivate var text: String { if case .text(let text) = self { text } else { "" } }

    fileprivate func isGreater(than limit: FilterValue) -> Bool {
        switch (self, limit) {
        case (.number(let number), .number(let limit)): number > limit
        case (.moment(let moment), .moment(let limit)): moment > limit
        default: false
        }
    }
}
