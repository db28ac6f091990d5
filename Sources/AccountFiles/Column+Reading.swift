import Accounts

/// The door of each column, the same for CSV and for JSON.
extension Column {
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
    /// What names an account is one line of visible characters. All else is as the BSS has it, valid or not: joiners belong to Persian
    /// and to emoji, and lines to an address. Only NUL, which belongs to no text, is refused.
    func value(of text: String) throws(RowProblem.Reason) -> String {
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
    private static func type(_ word: String) throws(RowProblem.Reason) -> String {
        switch word.squashed {
        case "reseller": Account.Kind.reseller.rawValue
        case "customer", "": "customer"
        case "endcustomer": Account.Kind.endCustomer.rawValue
        case "directcustomer": Account.Kind.directCustomer.rawValue
        default: throw .unknownType(word)
        }
    }

    private static func storefront(_ word: String) throws(RowProblem.Reason) -> String {
        switch word.squashed {
        case "true", "yes", "1": "true"
        case "false", "no", "0", "": "false"
        default: throw .unknownStorefront(word)
        }
    }
}

extension RowProblem.Reason: Error {}

extension FileRow {
    /// Takes the texts of a row through the doors of their columns; `parent` is how JSON names it otherwise than by its code.
    init(at place: FilePlace, _ texts: [Column: String], parent: Parent? = nil) throws(RowProblem) {
        var values: [Column: String] = [:]
        let name = RowName(place, code: texts[.code], id: texts[.id])
        for column in Column.allCases {
            guard let text = texts[column] else { continue }
            do throws(RowProblem.Reason) {
                let value = try column.value(of: text)
                values[column] = value
                if value.isEmpty, column == .code || column == .name { throw .missing }
            } catch {
                throw name.problem(error, column)
            }
        }
        guard name.code != nil || name.id != nil else { throw name.problem(.missing, .code) }
        self.place = place
        (code, id) = (name.code, name.id)
        let parentCode = values.removeValue(forKey: .parentCode)
            .map { $0.isEmpty ? Parent.nobody : .code(AccountCode($0)) }
        self.parent = parent ?? parentCode
        self.values = values
    }

    func problem(_ reason: RowProblem.Reason, _ column: Column? = nil) -> RowProblem {
        RowProblem(place: place, column: column?.rawValue, code: code, id: id, reason: reason)
    }
}

/// What is known of a row when something is wrong with it.
struct RowName {
    var place: FilePlace
    var code: AccountCode?
    var id: AccountID?

    init(_ place: FilePlace, code: String? = nil, id: String? = nil) {
        self.place = place
        // What cannot be one names nothing; why not is told of its column.
        self.code = code.flatMap { try? AccountCode(reading: $0) }
        self.id = id.flatMap { try? AccountID(reading: $0) }
    }

    func problem(_ reason: RowProblem.Reason, _ column: Column? = nil) -> RowProblem {
        problem(reason, named: column?.rawValue)
    }

    func problem(_ reason: RowProblem.Reason, named column: String?) -> RowProblem {
        RowProblem(place: place, column: column, code: code, id: id, reason: reason)
    }
}
