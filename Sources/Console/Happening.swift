import AccountIndex
import Accounts
import FoundationEssentials
import Pulling
import Synchronizing
import Telling
import Workspace

enum Happening: Sendable {
    case listed(AccountQuery, AccountListing)
    /// The first accounts of a list that is still being found.
    case glimpsed(AccountQuery, AccountListing)
    case listFailed(AccountQuery)
    case indexed(AccountIndex)
    case found(AccountLines, ListRequest)
    case counted(AccountQuery, [SystemName: [SyncState: Int]])
    case suggested(AccountQuery, AccountIndex.Suggestion)
    case rowsLoaded([AccountRow])
    case systemsLoaded([ProvisioningSystem])
    case detailsLoaded(AccountDetails)
    /// With what is in doubt and may be sent again by now.
    case inboxLoaded(Inbox, [SystemName: SyncOptionDefinitions], decidable: Set<Link.ID>)
    case explained(WhyQuestion, [Explanation])
    case figuresLoaded([SystemFigures])
    /// With the system that was asked for.
    case resellerIDsLoaded(SystemName?, [SystemName], ResellerIDBook)
    case resellerIDsFailed(SystemName?, [SystemName], SystemName?, Notice)
    case driftFound(Int, DriftProgress)
    /// `isAsked`: whether the vendor and the BSS were asked.
    case viewsLoaded(Link.ID, AccountViews?, HeldOptions?, isAsked: Bool)
    case storyLoaded(AttemptStory.Choice, Link.ID, AttemptStory?)
    case caseLoaded(CaseDetails)
    case caseOver(Link.ID)
    case idNotConfirmed(OpenCase, ExternalID, ExistsVerdict)
    case probed(OpenCase, Resolved)
    case parentsFound(SystemName, text: String, [AccountOnSystem])
    /// The next end customer after the account of a form that was sent; nil if there is none.
    case nextFound(Account?, after: Link.ID)
    case formLoaded(SyncForm)
    /// `isOutdated`: a form that is shown already was made from fields that are not the vendor's any more.
    case formFailed(Link.ID, Notice, isOutdated: Bool = false)
    /// A send that was ordered was not begun after all; the reason is reported.
    case notBegun(Link.ID)
    case bssLoaded(ConnectedBSS?)
    case pullProgressed(PullStep)
    case pullEnded(Result<Pulled, PullFailure>, PullWish, isAutomatic: Bool)
    /// The account of a form is being read again.
    case rereading(Link.ID)
    /// How the account of a form compares with the BSS, and the clock by which its age is shown; nil if the book could
    /// not be read, which says nothing of the BSS.
    case reread(Link.ID, Freshness?, @Sendable () -> Date)
    case checked(SyncForm, [Finding], submits: Bool)
    /// With the form that the vendor was asked about; nil if it was not, since the console only reads.
    case existsAnswered(SyncForm, ExistsVerdict?)
    case rehearsed(DryAttempt)
    case progressed(Link.ID, Submission.Stage)
    case concluded(SyncForm, Conclusion)
    case resolved(OpenCase, Resolved)
    case decided(Link, OutcomeVerdict, of: Account?)
    case matched([AccountKey], inverts: Bool)
    case marksOver([AccountKey])
    case columnsHidden(Set<ListColumn>)
    case exportExists(ExportOrder)
    case notKept(Notice)
    case messagesRecalled([MessageLog.Entry])
    case filtersLoaded(SavedFilters)
    case filterTaken(String)
    /// With the path that was entered.
    case exported(String, Notice)
    case exportRefused(String, Notice)
    case codesFound([AccountKey], CodeSearch.Result)
    /// With the number of the plan that was asked for.
    case planning(Int, done: Int, total: Int)
    case planned(Int, Plan, PlanningBasis)
    case planFailed(Int, Notice)
    /// With the id of the request, and the account that they are for; nil is all of them.
    case valuesEntered(Int, [Setting], AccountID?)
    case runReported([RunReport])
    case runEnded
    /// With the run, if it waits for somebody's approval.
    case runFailed(Notice, unapproved: StoredRun?)
    case ledgerChanged(RunStory)
    case runsLoaded([StoredRun])
    case runLoaded(RunStory, version: Int, RunWish)
    /// What has changed in a run; nil if it cannot be seen any more.
    case runFollowed(RunID, RunChanges?)
    case retryFound(RunStory, RunRetry)
    /// Those of some accounts that a run left in doubt which are not any more.
    case decidedFound(SystemName, [AccountID], [AccountID: SyncState])
    case changedElsewhere
    /// Why the book cannot be read any more; nil when it can be again.
    case reach(StoreFailure?)
    case told(Notice)
    /// Work that came to nothing, since the book could not be read or written.
    case failed(Work, Notice)

    /// The account on a system that it is about; nil if it is about none, or about several.
    var subject: Link.ID? {
        switch self {
        case .caseLoaded(let details): details.open.link.id
        case .viewsLoaded(let id, _, _, _), .caseOver(let id), .formFailed(let id, _, _), .notBegun(let id),
            .progressed(let id, _), .rereading(let id), .reread(let id, _, _):
            id
        case .idNotConfirmed(let open, _, _), .probed(let open, _), .resolved(let open, _): open.link.id
        case .rehearsed(let attempt): attempt.form.id
        case .formLoaded(let form), .checked(let form, _, _), .existsAnswered(let form, _), .concluded(let form, _):
            form.id
        case .decided(let link, _, _): link.id
        case .listed, .glimpsed, .listFailed, .indexed, .found, .counted, .suggested, .rowsLoaded, .systemsLoaded,
            .detailsLoaded, .inboxLoaded, .explained, .storyLoaded, .figuresLoaded, .resellerIDsLoaded,
            .resellerIDsFailed, .driftFound, .parentsFound, .nextFound, .matched, .marksOver, .codesFound,
            .exportExists, .notKept, .messagesRecalled, .filtersLoaded, .filterTaken, .exported, .exportRefused,
            .columnsHidden, .planning, .planned, .planFailed, .valuesEntered, .runReported, .runEnded, .runFailed,
            .ledgerChanged, .runsLoaded, .runLoaded, .runFollowed, .retryFound, .decidedFound,
            .changedElsewhere, .reach, .told, .failed, .bssLoaded, .pullProgressed, .pullEnded:
            nil
        }
    }

    /// Whether what is shown of accounts may have changed.
    var isChange: Bool {
        switch self {
        case .changedElsewhere, .concluded, .decided, .resolved, .probed: true
        // What could not be read meanwhile was asked for once.
        case .reach(let failure): failure == nil
        default: false
        }
    }
}

extension SyncForm {
    var id: Link.ID { Link.ID(situation.account.id, on: situation.system.name) }
}
