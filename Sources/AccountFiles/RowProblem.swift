package import Accounts
package import StrictJSON

/// Why a row of a file was refused, and where.
package struct RowProblem: Error, Hashable, Sendable {
    /// Where the row stands.
    package var place: FilePlace
    /// The column, by its name; nil where it is the whole row.
    package var column: String?
    /// The code of the account, if the row has one.
    package var code: AccountCode?
    /// The id of the account, if the row has one: others may name it as their parent.
    var id: AccountID?
    /// What is wrong.
    package var kind: Kind

    /// The line in the file, from 1.
    package var line: Int { place.line }

    /// What is wrong with a row.
    package enum Kind: Error, Hashable, Sendable {
        case missing
        case cells(found: Int, expected: Int)
        case openQuote
        case strayQuote
        case notUTF8
        case hidden(Unicode.Scalar)
        case tooLong(limit: Int)
        case unknownType(String)
        case unknownStorefront(String)
        case duplicateCode(firstLine: Int)
        case duplicateID(AccountID, holder: AccountCode)
        /// No account has it, and the row has no code to make one with.
        case unknownID(AccountID)
        /// The platform's word for no account at all.
        case zeroID(AccountID)
        case changedID(from: AccountID, to: AccountID)
        case unknownParent(String)
        case parentNoReseller(AccountCode)
        case directWithParent
        case hasCustomers(AccountCode)
        case cycle
        case parentRefused(AccountCode)
        case fixedType(Account.Kind)
        case fixedParent
        case notAnObject
        case wrongKind(member: String, wanted: Wanted)
        case duplicateMember(String)
        case contradiction(String, String)
    }

    /// What a member of JSON must be.
    package enum Wanted: Hashable, Sendable {
        case text
        case identifier
        case truth
        case object
        case parent
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

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        problem(kind, named: column?.rawValue)
    }

    func problem(_ kind: RowProblem.Kind, named column: String?) -> RowProblem {
        RowProblem(place: place, column: column, code: code, id: id, kind: kind)
    }
}

/// Why a whole file was refused.
package enum AccountFileProblem: Error, Hashable, Sendable {
    /// There is nothing in it.
    case empty
    /// A column that must be there is not.
    case missingColumn(String)
    /// A column is there twice.
    case duplicateColumn(String)
    /// It begins like JSON and is not.
    case notJSON(JSONReader.Fault)
    /// It is JSON without a list of accounts.
    case noAccounts
    /// It has two lists of accounts.
    case twoLists
    /// It is neither CSV nor JSON.
    case notText
}

extension RowProblem: CustomStringConvertible {
    /// Where, what, and what to do now.
    package var description: String {
        let element = place.element.map { ", element \($0)" } ?? ""
        let column = column.map { ", column \($0)" } ?? ""
        return "line \(line)\(element)\(column)\(code.map { " (\($0))" } ?? ""): \(kind.sentence)"
    }
}

extension RowProblem.Kind {
    /// What is wrong and what to do now.
    package var sentence: String {
        switch self {
        case .missing: "is empty: every account needs one"
        case .cells(let found, let expected):
            "has \(found) cells where the first line has \(expected): check the quotes and separators"
        case .openQuote: "a quote is opened and never closed: close it"
        case .strayQuote: "a quote stands inside a cell that is not quoted: quote the cell and double the quote"
        case .notUTF8: "is not UTF-8: save the file as UTF-8"
        case .hidden(let character): OneLine.Problem.hidden(character).phrase
        case .tooLong(let limit): OneLine.Problem.tooLong(limit: limit).phrase
        case .unknownType(let word): "\"\(word)\" is not a type: write reseller or customer"
        case .unknownStorefront(let word): "\"\(word)\" is neither true nor false: write one of them"
        case .duplicateCode(let line): "the code is on line \(line) already: keep one of the two rows"
        case .duplicateID(let id, let holder): "the id \(id) belongs to \(holder): correct it"
        case .unknownID(let id): "there is no account with the id \(id): add its code, or correct the id"
        case .zeroID(let id): "\(id) is not the id of an account: correct it, or leave it empty"
        case .changedID(let old, let new):
            "the id would change from \(old) to \(new): an account keeps its id, correct it in the file"
        case .unknownParent(let name): "there is no account \"\(name)\": add it to the file, or correct it"
        case .parentNoReseller(let code): "\(code) is not a reseller: only a reseller has customers"
        case .directWithParent:
            "a direct customer has no reseller above it: write customer as its type, or leave parent_code empty"
        case .hasCustomers(let code):
            "it has customers, \(code) among them: give them another parent first, or leave it a reseller"
        case .cycle: "the account would stand above itself: correct the parents"
        case .parentRefused(let code): "its parent \(code) was refused: correct that row first"
        case .fixedType(let kind): "it is synchronized as \(kind.noun), or may be: its type cannot change any more"
        case .fixedParent: "it is synchronized under its parent, or may be: the parent cannot change any more"
        case .notAnObject: "is not an object: each account is one"
        case .wrongKind(let member, let wanted): "\"\(member)\" must be \(wanted.noun)"
        case .duplicateMember(let name): "\"\(name)\" is there twice: keep one"
        case .contradiction(let one, let other): "\"\(one)\" and \"\(other)\" say different things: keep one"
        }
    }
}

extension RowProblem.Wanted {
    fileprivate var noun: String {
        switch self {
        case .text: "a text in quotes, or null"
        case .identifier: "a text in quotes or a whole number"
        case .truth: "true or false"
        case .object: "an object, or null"
        case .parent: "a code, an object with a code, or null"
        }
    }
}

extension AccountFileProblem: CustomStringConvertible {
    /// What is wrong and what to do now.
    package var description: String {
        switch self {
        case .empty: "the file is empty: it needs a first line with the names of the columns"
        case .missingColumn(let name): "the first line has no column \"\(name)\": add it"
        case .duplicateColumn(let name): "the first line names \"\(name)\" twice: remove one"
        case .notJSON(let fault): "the file \(fault.phrase): check where it was cut or edited"
        case .noAccounts: "the file holds no list of accounts: it must be an array, or an object with \"data\""
        case .twoLists: "the file has \"data\" twice: keep one list of accounts"
        case .notText: "the file is not text: save it as CSV in UTF-8"
        }
    }
}
