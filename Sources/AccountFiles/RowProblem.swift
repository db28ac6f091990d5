package import Accounts
package import StrictJSON

/// Why a row of a file was refused, and where it is.
package struct RowProblem: Error, Hashable, Sendable {
    package var place: FilePlace
    /// The name of the column; nil if the problem concerns the whole row.
    package var column: String?
    /// The code of the account, if the row has one.
    package var code: AccountCode?
    /// The id of the account, if the row has one: other rows may name it as their parent.
    package var id: AccountID?
    package var kind: Kind

    /// The line in the file, from 1.
    package var line: Int { place.line }

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
        /// No account has the id, and the row has no code with which to create one.
        case unknownID(AccountID)
        /// The platform's way of saying that there is no account.
        case zeroID(AccountID)
        case changedID(from: AccountID, to: AccountID)
        /// Another account has the code.
        case heldCode(AccountCode, by: AccountID)
        /// The BSS owns the account, and a file would change it.
        case ofBSS
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

/// What is known of a row that has a problem.
struct RowName {
    var place: FilePlace
    var code: AccountCode?
    var id: AccountID?

    init(_ place: FilePlace, code: String? = nil, id: String? = nil) {
        self.place = place
        // A text that cannot be a code names nothing; the problem of its column says why.
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
    case empty
    case missingColumn(String)
    case duplicateColumn(String)
    /// It begins like JSON but is not valid.
    case notJSON(JSONReader.Fault)
    /// It is JSON without a list of accounts.
    case noAccounts
    /// It has two lists of accounts.
    case twoLists
    /// It is neither CSV nor JSON.
    case notText
    /// It changed while it was imported.
    case changed
    /// The system could not read on.
    case unreadable
}
