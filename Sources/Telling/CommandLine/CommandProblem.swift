package import AccountFiles
package import Accounts
package import Synchronizing
package import Workspace

/// Why a command cannot do what it was asked for.
package enum CommandProblem: Error, Sendable {
    // MARK: What is named

    /// No account has that code; those that differ in case, hyphens and spaces only.
    case unknownAccount(AccountCode, alike: [AccountCode])
    /// A file of values names an account that is not there.
    case unknownAccountInFile(AccountCode, line: Int, alike: [AccountCode])
    case systemName(SystemNameProblem, named: String)
    /// A text that cannot be an identifier.
    case identifier(String, as: String, OneLine.Problem)
    case emptyFilter(String)
    case unknownFilterTerm(UnknownTerm)

    // MARK: Files

    case tooLong(InputName, limit: Int)
    case missing(path: String)
    case directory(path: String)
    case unreadable(InputName)
    /// A file of values that cannot be used; why, in the words of its reader.
    case settings(RowProblem)
    case document(PlanDocumentProblem)
    /// A generated password has no place; the system's words.
    case passwordFile(path: String, reason: String)

    // MARK: What is asked for

    case form(Synchronizer.FormFailure, SystemName)
    case plan(PlanProblem, SystemName)
    case registry(RegistryVerdict, SystemName)
    /// A registration is about another system than the one that is named.
    case otherSystem(SystemName, named: SystemName)
    /// What is to be decided needs no decision.
    case decided(Account, SystemName)
    case notLinked(Account, SystemName)
    /// A link that we created cannot be undone here.
    case ownCreate(Account, ExternalID?)
    case notConfirmed
    /// Something that nobody foresaw.
    case unforeseen(String)

    /// What is read: a file, or standard input.
    package enum InputName: Sendable {
        case standardInput
        case file(String)
    }
}
