import Synchronizing

/// Everything that a key, the palette or the help can refer to.
enum Command: String, CaseIterable, Sendable {
    // Everywhere
    case help, palette, log, cases, refresh, quit, back, mouse, copy, takeClip, copyCommand, export, writeFile
    case savedFilters, takeFilter, saveFilter, forgetFilter
    // Moving
    case up, down, pageUp, pageDown, top, bottom
    // Accounts
    case open, syncOptions, filter, takeSpelling, expand, collapse, treeOrFlat, sort, reverseSort, nextSystem
    case expandAll, collapseAll, columns, toggleColumn
    // Bulk
    case mark, markFamily, markRange, markAll, invertMarks, clearMarks, bulk, ledger
    case toggleAdopt, toggleStorefront, startRun
    case stopRun, showFailed, retryFailed, runAgain, runs, join, approveRun
    // The form
    case nextField, previousField, save, resellersForm, reloadFields, askFirst, rehearse, takeParent, ownParent
    // The values of a plan
    case setValues, toggleTarget, takeAway
    // Deciding
    case adopt, adoptTyped, sendAgain, abandon, ask, askAll, retry, edit, tryAgain, nextCustomer, showPassword, unlink
    case liftPause
    // Asking why
    case why, nextKind, attempt, dashboard, resellerIDs, drift
    case yes, no
    // The BSS
    case bss, pull, pullAll, letThrough, checkBSS

    /// Whether it may send or write something.
    var changes: Bool {
        switch self {
        case .save, .startRun, .stopRun, .join, .approveRun, .retryFailed, .runAgain, .adopt, .adoptTyped, .sendAgain,
            .abandon, .ask, .tryAgain, .unlink, .liftPause, .reloadFields, .askAll, .retry, .saveFilter, .forgetFilter,
            .pull, .pullAll, .letThrough:
            true
        default: false
        }
    }

    /// The least role in a team's book that may give it.
    var needed: MemberRole { self == .approveRun ? .approver : changes ? .operator : .viewer }

    /// Whether the console carries it out whatever its screen shows, so that it never waits.
    var isOfConsole: Bool {
        [
            .help, .palette, .log, .cases, .ledger, .runs, .dashboard, .resellerIDs, .drift, .quit, .back, .mouse, .bss,
            .pull,
        ]
        .contains(self)
    }
}

/// Where a key has its meaning.
enum Context: String, CaseIterable, Sendable {
    case accounts = "Accounts"
    case filter = "The filter of the accounts"
    case columns = "Columns of the accounts"
    case details = "Account details"
    case systems = "Provisioning systems"
    case form = "Sync Options"
    case parents = "Looking up a parent"
    case outcome = "After sending"
    case cases = "Needs you"
    case caseDetails = "What needs you"
    case plan = "Bulk plan"
    case values = "Values of a plan"
    case ledger = "Bulk run"
    case runs = "Bulk runs"
    case savedFilters = "Saved filters"
    case copying = "Copying"
    case exporting = "Writing a file"
    case why = "Why"
    case attempt = "What happened"
    case dashboard = "Dashboard"
    case resellerIDs = "Reseller IDs"
    case drift = "What differs"
    case views = "An account from three sides"
    case bss = "The BSS"
    case text = "Message log and help"
    case palette = "Commands"
    case confirm = "A question"
}
