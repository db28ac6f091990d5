package import Accounts
package import Synchronizing
package import Workspace

package enum CommandProblem: Error, Sendable {
    // MARK: Names

    /// No account has that code; `alike` lists those that differ only in case, hyphens and spaces.
    case unknownAccount(AccountCode, alike: [AccountCode])
    case unknownAccountInFile(AccountCode, line: Int, alike: [AccountCode])
    /// A list of codes names accounts that are not there.
    case unknownCodes(CodeSearch.Result)
    case systemName(SystemNameProblem, named: String)
    /// A text that cannot be an identifier.
    case identifier(String, as: String, OneLine.Problem)
    case emptyFilter(String)
    case unknownFilter(String, known: [String])
    case filters(KeptFile.Problem)
    case unknownFilterTerm(UnknownTerm)
    /// The list is to be sorted by state, but it is not clear on which of these systems.
    case sortedByStatus([SystemName])

    // MARK: Files

    case tooLong(InputName, limit: Int)
    case missing(path: String)
    case directory(path: String)
    case unreadable(InputName)
    /// A file that is to hold codes, and holds no text.
    case notText(InputName)
    /// A workspace that a demo would use, or forget, and that no demo made.
    case notADemo(path: String)
    /// A file of values that cannot be used; the reason is in its reader's words.
    case settings(RowProblem)
    case document(PlanDocumentProblem)
    /// There is nowhere to put a generated password; the reason is in the system's words.
    case passwordFile(path: String, reason: String)

    // MARK: Requests

    case form(Synchronizer.FormFailure, SystemName)
    case plan(PlanProblem, SystemName)
    /// Of a plan nothing is refused or not sent, so that there is nothing to try again.
    case nothingToRetry(RunRetry)
    case registry(RegistryVerdict, SystemName)
    /// A registration is for a different system from the one that was named.
    case otherSystem(SystemName, named: SystemName)
    /// The account that is to be decided about needs no decision.
    case decided(Account, SystemName)
    case notLinked(Account, SystemName)
    /// There is no attempt of that number, or none at all.
    case noAttempt(Account, SystemName, Int?)
    /// A link to an account that we created cannot be undone here.
    case ownCreate(Account, ExternalID?)
    case notConfirmed
    /// The book is not where it was when it was asked whether this is to be its home.
    case homeChanged
    /// The command would send or write something, and only reading is allowed.
    case readOnly
    /// The command needs another role in a team's book.
    case role(MemberRole, needs: MemberRole, book: String)
    /// The command needs a member who sees the whole book.
    case scope(MemberScope, book: String)
    /// The workspace is a folder, which has no members.
    case noTeam
    case member(MemberVerdict, String)
    /// The connection to the BSS cannot be used as it is written.
    case connection(DocumentProblem)
    case unforeseen(String)

    package enum InputName: Sendable {
        case standardInput
        case file(String)
    }
}
