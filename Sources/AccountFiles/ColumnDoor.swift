import Accounts

/// The door of each column, the same for CSV and for JSON.
extension Account.Column {
    /// The longest value of any column, in bytes of UTF-8.
    static let longestValue = 65_536

    /// The longest value of this column, in bytes of UTF-8: what lists are ordered by must fit into an index.
    private var longest: Int {
        switch self {
        case .id, .code, .parentCode, .country: OneLine.longestIdentifier
        case .name, .email: 1_000
        default: Self.longestValue
        }
    }

    /// The value that a text stands for: in normal form C, without white space at its ends.
    ///
    /// What names an account is one line of visible characters. All else is as the BSS has it, valid or not: joiners
    /// belong to Persian and to emoji, and lines to an address. Only NUL, which belongs to no text, is refused.
    func value(of text: String) throws(RowProblem.Kind) -> String {
        guard text.utf8.count <= Self.longestValue else { throw .tooLong(limit: Self.longestValue) }
        switch self {
        case .id, .code, .parentCode:
            do throws(OneLine.Problem) {
                return try OneLine(text, longest: longest).text
            } catch {
                switch error {
                case .empty: return ""
                case .hidden(let character): throw .hidden(character)
                case .tooLong(let limit): throw .tooLong(limit: limit)
                }
            }
        case .type: return try Self.type(text.trimmed)
        case .storefront: return try Self.storefront(text.trimmed)
        default:
            guard !text.utf8.contains(0) else { throw .hidden("\0") }
            let value = text.trimmed.composed
            guard value.utf8.count <= longest else { throw .tooLong(limit: longest) }
            return value
        }
    }

    /// The words of `type`: `customer` leaves to the parent which one it is.
    private static func type(_ word: String) throws(RowProblem.Kind) -> String {
        switch word.squashed {
        case "reseller": Account.Kind.reseller.rawValue
        case "customer", "": "customer"
        case "endcustomer": Account.Kind.endCustomer.rawValue
        case "directcustomer": Account.Kind.directCustomer.rawValue
        default: throw .unknownType(word)
        }
    }

    private static func storefront(_ word: String) throws(RowProblem.Kind) -> String {
        switch word.squashed {
        case "true", "yes", "1": "true"
        case "false", "no", "0", "": "false"
        default: throw .unknownStorefront(word)
        }
    }
}
