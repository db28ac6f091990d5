package import AccountFiles
package import Accounts
package import Synchronizing
package import Workspace

/// Why a command cannot do what it was asked to do.
package enum CommandProblem: Error, Sendable {
    // MARK: Names

    /// No account has that code; `alike` lists those that differ only in case, hyphens and spaces.
    case unknownAccount(AccountCode, alike: [AccountCode])
    /// A file of values names an account that does not exist.
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
    /// A file of values that cannot be used; the reason is in its reader's words.
    case settings(RowProblem)
    case document(PlanDocumentProblem)
    /// There is nowhere to put a generated password; the reason is in the system's words.
    case passwordFile(path: String, reason: String)

    // MARK: Requests

    case form(Synchronizer.FormFailure, SystemName)
    case plan(PlanProblem, SystemName)
    case registry(RegistryVerdict, SystemName)
    /// A registration is for a different system from the one that was named.
    case otherSystem(SystemName, named: SystemName)
    /// The account that is to be decided about needs no decision.
    case decided(Account, SystemName)
    case notLinked(Account, SystemName)
    /// A link to an account that we created cannot be undone here.
    case ownCreate(Account, ExternalID?)
    case notConfirmed
    /// An unforeseen error.
    case unforeseen(String)

    /// What is being read: a file, or standard input.
    package enum InputName: Sendable {
        case standardInput
        case file(String)
    }
}
