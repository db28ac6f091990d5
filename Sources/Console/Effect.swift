import Accounts
import Synchronizing
import Telling

/// An order of a screen: something to do off the loop, or a way to go.
enum Effect: Sendable {
    // The way
    case open(Destination)
    case close
    case closeAll
    case quit
    case say(Notice)

    // Reading
    case list(AccountQuery)
    case loadRows([AccountKey])
    case loadSystems
    case count(SystemName)
    case loadDetails(AccountID)
    case loadCases
    case loadCase(AccountID, SystemName)
    case findParents(SystemName, text: String)
    case findNext(Account, SystemName)

    // The form
    case loadForm(AccountID, SystemName, refresh: Bool)
    case check(SyncForm, allowsStorefront: Bool, submits: Bool)
    case askExists(SyncForm)
    case send(SyncForm, allowsStorefront: Bool)
    case sendAgain(OpenCase)

    // Bulk
    case listMatches(AccountQuery)
    case findMarked(Set<AccountKey>, among: Set<AccountID>)
    case plan(PlanOrder)
    case enterValues([Setting], AccountID?)
    case beginRun(Plan)
    case goOn(only: Set<AccountID>?)
    case executeRun(Plan, only: Set<AccountID>?, RunStop)
    case stopRun
    // Deciding
    case resolve(OpenCase, SystemName)
    case adopt(Link, ExternalID, confirmed: Bool)
    case adoptTyped(OpenCase, ExternalID)
    case abandon(Link)
    case unlink(Link)
    case liftPause(SystemName)
}

/// Where to go.
enum Destination: Sendable {
    case details(AccountID)
    case systems(AccountID, name: String)
    case form(AccountID, SystemName, title: String)
    case cases
    case openCase(AccountID, SystemName)
    case typeID(OpenCase)
    case plan(PlanOrder)
    case values(ValuesPopUp)
    case ledger
    case log
    case help
    case palette
    case confirm(Confirmation)
}

/// What happened; the results of effects.
enum Happening: Sendable {
    case listed(AccountQuery, AccountListing)
    case rowsLoaded([AccountRow])
    case systemsLoaded([ProvisioningSystem])
    case counted(SystemName, [SyncState: Int])
    case detailsLoaded(AccountDetails)
    case casesLoaded([OpenCase])
    case caseLoaded(CaseDetails)
    case caseOver(AccountID, SystemName)
    case idNotConfirmed(OpenCase, ExternalID, ExistsVerdict)
    case probed(OpenCase, Resolved)
    case parentsFound(text: String, [AccountOnSystem])
    case nextFound(Account?, SystemName)
    case formLoaded(SyncForm)
    case formFailed(AccountID, SystemName, Notice)
    case checked(SyncForm, [Finding], submits: Bool)
    case existsAnswered(AccountID, SystemName, ExistsVerdict)
    case progressed(AccountID, SystemName, Submission.Stage)
    case concluded(SyncForm, Conclusion)
    case resolved(OpenCase, Resolved)
    case decided(Link, OutcomeVerdict, name: String)
    case pauseLifted(SystemName)
    case matched([AccountKey])
    case marksOver([AccountKey])
    case planned(Plan, PlanningBasis)
    case planFailed(Notice)
    case valuesEntered([Setting], AccountID?)
    case runReported([RunReport])
    case runEnded
    case runFailed(Notice)
    case ledgerChanged(RunStory)
    case recordedLate
    case changedElsewhere
    case failed(Notice)
    /// Nothing more comes of an effect; posted once for each, by whoever ran it.
    case effectEnded
}

/// What a plan was made with.
struct PlanningBasis: Sendable {
    /// The system, as it is registered now.
    var system: ProvisioningSystem
    /// The fields that it asks for.
    var definitions: SyncOptionDefinitions
}

/// What the details of an account show.
struct AccountDetails: Sendable {
    var row: AccountRow
    var parent: AccountRow?
    var history: [LogEntry]
    var systems: [ProvisioningSystem]
}

/// A question that must be answered before something is done.
struct Confirmation: Sendable {
    var title: String
    var lines: [String]
    var yes: String
    /// What must be typed; nil where a key will do.
    var typed: String?
    var effects: [Effect]
}
