public import Accounts

/// Why a row of a file was refused, and where.
public struct RowProblem: Error, Hashable, Sendable {
    /// The line in the file, from 1; of JSON the element, from 1.
    public var line: Int
    /// The column, by its name; nil where it is the whole row.
    public var column: String?
    /// The code of the account, if the row has one.
    public var code: AccountCode?
    /// What is wrong.
    public var reason: Reason

    /// What is wrong with a row.
    public enum Reason: Hashable, Sendable {
        case missing
        case cells(found: Int, expected: Int)
        case openQuote
        case strayQuote
        case notUTF8
        case tooLong(limit: Int)
        case unknownType(String)
        case unknownStorefront(String)
        case duplicateCode(firstLine: Int)
        case duplicateID(AccountID, holder: AccountCode)
        case changedID(from: AccountID, to: AccountID)
        case unknownParent(String)
        case parentNoReseller(AccountCode)
        case cycle
        case parentRefused(AccountCode)
        case fixedType(Account.Kind)
        case fixedParent
        case notAnObject
    }
}

/// Why a whole file was refused.
public enum AccountFileProblem: Error, Hashable, Sendable {
    /// There is nothing in it.
    case empty
    /// A column that must be there is not.
    case missingColumn(String)
    /// A column is there twice.
    case duplicateColumn(String)
    /// It is no JSON.
    case notJSON
    /// It is JSON, but no list of accounts.
    case noAccounts
    /// It is neither CSV nor JSON.
    case notText
}

extension RowProblem: CustomStringConvertible {
    /// Where, what, and what to do now.
    public var description: String {
        let place = "line \(line)" + (column.map { ", column \($0)" } ?? "") + (code.map { " (\($0))" } ?? "")
        return "\(place): \(reason.sentence)"
    }
}

extension RowProblem.Reason {
    /// What is wrong and what to do now.
    public var sentence: String {
        switch self {
        case .missing: "is empty: every account needs one"
        case .cells(let found, let expected):
            "has \(found) cells where the first line has \(expected): check the quotes and separators"
        case .openQuote: "a quote is opened and never closed: close it"
        case .strayQuote: "a quote stands inside a cell that is not quoted: quote the cell and double the quote"
        case .notUTF8: "is not UTF-8: save the file as UTF-8"
        case .tooLong(let limit): "is longer than \(limit) bytes: shorten it"
        case .unknownType(let word): "\"\(word)\" is no type: write reseller or customer"
        case .unknownStorefront(let word): "\"\(word)\" is neither true nor false: write one of them"
        case .duplicateCode(let line): "the code is on line \(line) already: keep one of the two rows"
        case .duplicateID(let id, let holder): "the id \(id) belongs to \(holder): correct it"
        case .changedID(let old, let new):
            "the id would change from \(old) to \(new): an account keeps its id, correct it in the file"
        case .unknownParent(let code): "there is no account \"\(code)\": add it to the file, or correct it"
        case .parentNoReseller(let code): "\(code) is no reseller: only a reseller has customers"
        case .cycle: "the account would stand above itself: correct the parents"
        case .parentRefused(let code): "its parent \(code) was refused: correct that row first"
        case .fixedType(let kind): "it is synchronized as \(kind.noun), or may be: its type cannot change any more"
        case .fixedParent: "it is synchronized under its parent, or may be: the parent cannot change any more"
        case .notAnObject: "is no object: each account is one"
        }
    }
}

extension AccountFileProblem: CustomStringConvertible {
    /// What is wrong and what to do now.
    public var description: String {
        switch self {
        case .empty: "the file is empty: it needs a first line with the names of the columns"
        case .missingColumn(let name): "the first line has no column \"\(name)\": add it"
        case .duplicateColumn(let name): "the first line names \"\(name)\" twice: remove one"
        case .notJSON: "the file is no JSON: check where it was cut or edited"
        case .noAccounts: "the file holds no list of accounts: it must be an array, or an object with \"data\""
        case .notText: "the file is no text: export it as CSV in UTF-8"
        }
    }
}
