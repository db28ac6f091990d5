import AccountIndex
import Accounts
import Synchronizing
import Telling
import Workspace

/// What a screen requests: navigation, or work to be done off the loop.
enum Effect: Sendable {
    case go(Way)
    case work(Work)
}

extension Effect {
    static func form(of account: Account, on system: SystemName) -> Effect {
        .go(.open(FormScreen(Link.ID(account.id, on: system), title: account.titled)))
    }

    static func details(of account: AccountID) -> Effect { .go(.open(DetailsScreen(account))) }

    static func why(_ question: WhyQuestion, preface: [String] = []) -> Effect {
        .go(.open(WhyScreen(question, preface: preface)))
    }
}

/// A step of navigation, which the console itself executes.
enum Way: Sendable {
    case open(any Screen)
    /// Asks something about a form, if that is still on top.
    case ask(ConfirmScreen, about: Link.ID, code: AccountCode)
    case close
    case perform(Command)
    case say(Notice)
    /// Tells the screens below.
    case tell(Happening)
    case begin(Plan)
    case goOn(RunStory, only: Set<AccountID>?)
    case stopRun
    case copy(Clip)
    /// Closes the pop-up that asks for the name of a file, if it is still on top.
    case closeExport
}

/// Work off the loop; its results are reported as happenings.
enum Work: Sendable {
    // Reading
    /// Reads the first lines from the store, and before them the rows of some of them.
    case list(AccountQuery, limit: Int, rows: Int)
    /// Fills the index about some systems, or brings it up to date.
    case followBook([SystemName])
    case find(ListRequest)
    case loadRows([AccountKey])
    case loadSystems
    case loadDetails(AccountID)
    case loadInbox
    case explain(WhyQuestion)
    case loadFigures
    case loadResellerIDs(SystemName?)
    case compare(run: Int, asks: Bool)
    case loadViews(Link.ID, asks: Bool)
    case loadStory(AttemptStory.Choice, Link.ID)
    case loadCase(Link.ID)
    case findParents(SystemName, text: String)
    case findNext(Account, SystemName)

    // The form
    case loadForm(Link.ID, refresh: Bool)
    case check(SyncForm, submits: Bool)
    /// Asks the vendor whether the account exists; a console that only reads does so only if it is wished.
    case askExists(SyncForm, isWished: Bool)
    case rehearse(SyncForm)
    case send(SyncForm, allowsStorefront: Bool)
    case sendAgain(OpenCase)

    // The BSS
    case loadBSS
    case checkBSS(BSSConnection)
    case pull(PullWish, isAutomatic: Bool)
    /// Reads the account of a form again.
    case readAgain(Link.ID)

    // Bulk
    case listMatches(AccountLines, inverts: Bool)
    case findMarked(Set<AccountKey>, among: Set<AccountID>)
    case export(ExportOrder)
    case remember(ConsoleMemory)
    case keepMessages
    case recallMessages
    /// Compares the log with what this user saw of it last.
    case checkLog
    /// Tells of bulk runs that nobody goes on with.
    case findLeftRuns
    /// Offers what this machine knows of its sends, where that was not done while opening.
    case offerSends
    case loadFilters
    /// Saves a filter under a name; nil forgets the name.
    case saveFilter(String?, as: String)
    case findCodes(CodeList, AccountIndex)
    /// Makes a plan; the number tells it from others that are still being made.
    case plan(PlanRequest, number: Int)
    case executeRun(Plan, only: Set<AccountID>?, retryOf: RunID?, RunStop)
    case loadRuns
    /// Finds where accounts stand now that a run left in doubt.
    case findDecided([AccountID], SystemName)
    case loadRun(RunID, RunWish)
    /// Finds out what would be sent again of a run, which may be known.
    case findRetry(RunID, RunStory?)
    case followRun(RunID, after: Int)
    case joinRun(RunID, RunStop, leave: RunStop)
    case stopRun(RunID)
    case approveRun(RunID)

    // Deciding
    case resolve([OpenCase])
    case adopt(Link, ExternalID, confirmed: Bool)
    case adoptTyped(OpenCase, ExternalID)
    case abandon(Link)
    case unlink(Link)
    case liftPause(SystemName)

    /// Whether it may send or write something.
    var changes: Bool {
        switch self {
        case .send, .sendAgain, .executeRun, .joinRun, .stopRun, .approveRun, .resolve, .adopt, .adoptTyped, .abandon,
            .unlink, .liftPause, .saveFilter, .pull:
            true
        default: false
        }
    }

    /// Whether it leads to another screen or to a question, for which is meant whatever is typed next.
    var opens: Bool {
        switch self {
        case .findNext, .loadRun, .findRetry: true
        default: false
        }
    }

    /// Whether it may send something to a vendor.
    var sends: Bool {
        switch self {
        case .send, .sendAgain, .executeRun, .joinRun: true
        default: false
        }
    }
}
