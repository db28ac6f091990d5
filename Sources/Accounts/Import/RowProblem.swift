/// Why a row of a file, or an account of the BSS, was refused, and where it is.
package struct RowProblem: Error, Hashable, Sendable {
    package var place: FilePlace
    /// The name of the column; nil if the problem concerns the whole row.
    package var column: String?
    /// The code of the account, if the row has one.
    package var code: AccountCode?
    /// The id of the account, if the row has one: other rows may name it as their parent.
    package var id: AccountID?
    package var kind: Kind
    /// The code of the parent that the row names, where another parent is what was refused; nil for none.
    package var parent: AccountCode?

    package init(place: FilePlace, column: String?, code: AccountCode?, id: AccountID?, kind: Kind) {
        (self.place, self.column, self.code, self.id, self.kind) = (place, column, code, id, kind)
    }

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
        /// The account with the id has another code, and is not the BSS's: its code is its name here.
        case knownByCode(AccountCode)
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
        /// What a version wrote that knew more kinds than this one.
        case words(String)
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
