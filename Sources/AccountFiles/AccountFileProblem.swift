package import StrictJSON

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
