import Accounts

/// The check that a value of each column passes on its way in, the same for CSV and for JSON.
extension Account.Column {
    /// The longest value of any column, in bytes of UTF-8.
    static let longestValue = 65_536

    /// The longest value of this column, in bytes of UTF-8: values by which lists are ordered must fit into an index.
    private var longest: Int {
        switch self {
        case .id, .code, .parentCode, .country: OneLine.longestIdentifier
        case .name, .email: 1_000
        default: Self.longestValue
        }
    }

    /// The value for a text: in normal form C, without white space at its ends.
    ///
    /// Values that name an account are one line of visible characters. Everything else is kept as the BSS has it, valid
    /// or not: joiners are part of Persian and emoji, and line breaks part of addresses. Only NUL, which belongs in no
    /// text, is refused.
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
            guard !text.hasNUL else { throw .hidden("\0") }
            let value = text.trimmed.composed
            guard value.utf8.count <= longest else { throw .tooLong(limit: longest) }
            return value
        }
    }

    /// The words of `type`; for `customer`, the parent decides which kind of customer it is.
    private static func type(_ word: String) throws(RowProblem.Kind) -> String {
        // The usual words need no look at their spelling.
        switch word == "customer" || word == "reseller" ? word : word.squashed {
        case "reseller": Account.Kind.reseller.rawValue
        case "customer", "": "customer"
        case "endcustomer": Account.Kind.endCustomer.rawValue
        case "directcustomer": Account.Kind.directCustomer.rawValue
        default: throw .unknownType(word)
        }
    }

    private static func storefront(_ word: String) throws(RowProblem.Kind) -> String {
        switch word == "false" || word == "true" ? word : word.squashed {
        case "true", "yes", "1": "true"
        case "false", "no", "0", "": "false"
        default: throw .unknownStorefront(word)
        }
    }
}
