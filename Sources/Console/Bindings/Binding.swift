import TextScreen

/// Binds keys to a command in some contexts: the one source of dispatch, hints, help and palette.
struct Binding: Sendable {
    let command: Command
    let contexts: Set<Context>
    /// The keys; the first one is shown.
    let keys: [Key]
    /// A word or two for the bottom line; empty if it is not shown there.
    let hint: String
    /// The same where there is not enough room.
    let brief: String
    /// A sentence for the help and the palette.
    let title: String

    init(
        _ command: Command,
        _ contexts: Set<Context>,
        _ keys: [Key],
        hint: String = "",
        brief: String = "",
        _ title: String
    ) {
        self.command = command
        self.contexts = contexts
        self.keys = keys
        self.hint = hint
        self.brief = brief
        self.title = title
    }
}

enum Bindings {
    private static let lists: Set<Context> = [
        .accounts, .details, .systems, .cases, .caseDetails, .text, .plan, .ledger, .runs, .columns, .copying,
        .savedFilters,
        .why, .attempt, .dashboard, .resellerIDs, .drift, .views, .bss,
    ]
    private static let copied: Set<Context> = [
        .accounts, .details, .cases, .caseDetails, .plan, .ledger, .text, .outcome,
    ]
    private static let pages: Set<Context> = [
        .accounts, .details, .cases, .caseDetails, .plan, .ledger, .runs, .why, .attempt, .dashboard, .resellerIDs,
        .drift, .views, .bss,
    ]

    private static let typed: Set<Context> = [.filter, .form, .parents, .outcome, .values, .confirm]

    private static let others = Set(Context.allCases).subtracting([.accounts, .filter, .outcome])
    static let sending: [Key] = [.control("s"), .function(2)]

    /// The table, in the order in which hints are shown.
    static let table = places + forms + common

    private static let places: [Binding] = [
        // First of all after sending, since the password is lost with the message.
        .init(.showPassword, [.outcome], ["p"], hint: "show the password", "Show the generated password, once"),
        .init(.open, [.accounts], [.enter], hint: "details", "Open the account's details"),
        .init(
            .open,
            [.details],
            [.enter],
            hint: "follow",
            "Follow the parent or the Provisioning Sync Status, or show what happened step by step"
        ),
        .init(.open, [.systems], [.enter], hint: "Sync Options", "Open the Sync Options form of the system"),
        .init(
            .open,
            [.cases],
            [.enter],
            hint: "what happened",
            "Show what was sent, what was asked since, and what can be done"
        ),
        .init(.open, [.why], [.enter], hint: "go there", "Go where the smallest change can be made"),
        .init(.retry, [.cases], ["r"], hint: "retry", "Send what was refused or not sent again, or lift a pause"),
        .init(
            .ask,
            [.cases, .caseDetails],
            ["e"],
            hint: "ask the vendor",
            "Make the exists call once for what is in doubt"
        ),
        .init(.adopt, [.outcome, .cases, .caseDetails], ["a"], hint: "adopt", "Link the id that the vendor has"),
        .init(.adoptTyped, [.caseDetails], ["A"], hint: "type an id", "Link an id that the portal shows"),
        .init(.sendAgain, [.caseDetails], ["S"], hint: "send again", "Send a second time, once the wait is over"),
        .init(
            .abandon,
            [.cases, .caseDetails],
            ["X"],
            hint: "abandon",
            "Abandon the account; nothing is ever sent for it again"
        ),
        .init(
            .syncOptions,
            [.accounts, .details, .cases, .caseDetails],
            ["s"],
            hint: "Sync Options",
            brief: "sync",
            "Open the Sync Options form on the shown system"
        ),
        .init(.nextKind, [.cases], ["f"], hint: "kinds", "Show only the next kind, or all"),
        .init(.askAll, [.cases], ["E"], "Make the exists call once for everything in doubt"),
        .init(.mark, [.accounts, .cases], [" "], hint: "mark", "Mark the account, or take its mark away"),
        .init(
            .markFamily,
            [.accounts],
            ["m"],
            hint: "mark with customers",
            "Mark the reseller with all its customers, whatever the filter shows, or take the marks away"
        ),
        .init(.bulk, [.accounts], ["b"], hint: "bulk", "Plan the marked accounts, or all that are shown"),
        .init(.open, [.plan], [.enter], hint: "values", "Look at the account's values, and change them"),
        .init(.startRun, [.plan], sending, hint: "synchronize", "Synchronize what the plan shows"),
        .init(.nextKind, [.plan], ["f"], hint: "kinds", "Show only the next kind of verdict, or all"),
        .init(.toggleAdopt, [.plan], ["a"], hint: "adopt", "Adopt what is at the vendor already, or not"),
        .init(.toggleStorefront, [.plan], ["m"], hint: "Storefront too", "Send Storefront-managed accounts, or not"),
        .init(.open, [.caseDetails], [.enter], hint: "details", "Open the account's details"),
        .init(.attempt, [.caseDetails], ["t"], "Show what happened, step by step"),
        .init(.open, [.ledger], [.enter], hint: "details", "Open the account's details"),
        .init(.open, [.runs], [.enter], hint: "accounts", "Show what came of each account of the run"),
        .init(
            .stopRun,
            [.ledger, .runs],
            ["c"],
            hint: "stop",
            "Stop the run for everybody; what is under way is finished"
        ),
        .init(.showFailed, [.ledger], ["f"], hint: "failed", "Show only what went wrong, or all"),
        .init(.retryFailed, [.ledger, .runs], ["r"], hint: "retry failed", "Send again what was refused or not sent"),
        .init(.runAgain, [.ledger], ["R"], hint: "run again", "Run the plan again: nothing synchronized is sent again"),
        .init(.join, [.cases, .ledger, .runs], ["J"], hint: "work on it", "Work on the run in this console, too"),
        .init(.approveRun, [.cases, .runs], ["A"], hint: "approve", "Approve a run that somebody else began"),
        .init(.expand, [.accounts], [.right, "+"], hint: "expand", "Show the customers of the reseller"),
        .init(.collapse, [.accounts], [.left, "-"], "Hide the customers of the reseller"),
        .init(.expandAll, [.accounts], ["*"], "Show the customers of all resellers"),
        .init(.collapseAll, [.accounts], ["_"], "Hide the customers of all resellers"),
        .init(.filter, [.accounts], ["/"], hint: "filter", "Filter as you type"),
        .init(.takeSpelling, [.filter], [.tab], "Take the spelling that is offered"),
        .init(.sort, [.accounts], ["o"], hint: "order", "Sort by the next column"),
        .init(.reverseSort, [.accounts], ["O"], "Turn the order around"),
        .init(.treeOrFlat, [.accounts], ["t"], hint: "tree/flat", "Show a tree under resellers, or a flat list"),
        .init(.columns, [.accounts], ["c"], hint: "columns", "Choose the columns"),
        .init(.toggleColumn, [.columns], [" ", .enter], hint: "switch", "Show the column, or not"),
        .init(.pull, [.accounts, .bss], ["P"], hint: "pull", "Read what changed in the BSS, and take it in"),
        .init(.pullAll, [.bss], ["F"], hint: "pull all", "Read all accounts of the BSS, and find those that are gone"),
        .init(.letThrough, [.bss], ["t"], hint: "let through", "Look at the pull that is held, and let it through"),
        .init(.checkBSS, [.bss], ["c"], hint: "check", "Sign in to the BSS, and read one account"),
        .init(.nextSystem, [.accounts], [.tab], hint: "next system", "Show the states on the next system"),
        .init(.nextSystem, [.resellerIDs], [.tab], hint: "next system", "Show those of the next system"),
        .init(.nextKind, [.resellerIDs], ["f"], hint: "what does not fit", "Show only what does not fit, or all"),
        .init(.open, [.resellerIDs], [.enter], hint: "details", "Open the account's details"),
        .init(
            .open,
            [.drift],
            [.enter],
            hint: "three sides",
            "Show the BSS, what was sent and the vendor side by side"
        ),
        .init(.nextKind, [.drift], ["f"], hint: "all", "Show or hide differences that do not matter to the vendor"),
        .init(.ask, [.drift], ["e"], hint: "ask the vendors", "Read the vendors' lists, or ask about each account"),
        .init(.open, [.views], [.enter], hint: "details", "Open the account's details"),
        .init(
            .ask,
            [.views],
            ["e"],
            hint: "ask the vendor",
            "Ask the vendor what it has, and the BSS which sync options it holds"
        ),
        .init(.open, [.dashboard], [.enter], hint: "Reseller IDs", "Show the Reseller IDs of the system"),
        .init(
            .cases,
            pages.subtracting([.cases]),
            ["d"],
            hint: "needs you",
            "List what needs somebody, and what can be done about it"
        ),
    ]

    /// The bindings of every list or page; they come after a context's own.
    private static let common: [Binding] = [
        .init(.cases, [.outcome], ["d"], hint: "needs you", "List what needs a decision"),
        .init(.unlink, [.details], ["U"], "Undo a wrong adoption"),
        .init(.liftPause, [.systems], ["r"], hint: "use it again", "Use a paused system again"),
        .init(.yes, [.confirm], ["y"], "Do what is asked about"),
        .init(.no, [.confirm], ["n"], "Do not do it"),
        .init(.up, [.confirm, .outcome], [.up], "Move up, if there is more than fits"),
        .init(.down, [.confirm, .outcome], [.down], "Move down, if there is more than fits"),
        .init(.pageUp, [.confirm, .outcome], [.pageUp], "A page up"),
        .init(.pageDown, [.confirm, .outcome], [.pageDown], "A page down"),

        .init(.markRange, [.accounts], ["v"], "Mark from the last mark to here"),
        .init(.markAll, [.accounts], ["a"], "Mark all that the filter shows"),
        .init(.invertMarks, [.accounts], ["i"], "Mark the others instead, of all that are shown"),
        .init(.markAll, [.cases], ["*"], "Mark all that are shown"),
        .init(.clearMarks, [.accounts, .cases], ["u"], "Take all marks away"),
        .init(
            .why,
            lists.subtracting([.why, .text, .columns, .copying, .savedFilters, .bss, .runs]).union([.outcome]),
            ["W"],
            hint: "why",
            "Say why it is as it is, and what would alter that"
        ),
        .init(.why, [.form, .values], [.function(4), .control("y")], "Say why the field is filled in like this"),
        .init(.ledger, pages.union([.systems]), ["B"], "Show the bulk run"),
        .init(.runs, pages.union([.systems]).subtracting([.runs]), ["L"], "List the bulk runs of everybody"),
        .init(.dashboard, pages.subtracting([.dashboard]), ["D"], "Show how things stand on each system"),
        .init(.resellerIDs, pages.subtracting([.resellerIDs]), ["I"], "Show who has which Reseller ID"),
        .init(.drift, pages.subtracting([.drift]), ["V"], "Show where accounts differ from what was sent"),
        .init(.bss, pages.union([.systems]).subtracting([.bss]), ["C"], "Show the connection to the BSS"),
        .init(.up, lists, [.up, "k"], "Move up"),
        .init(.down, lists, [.down, "j"], "Move down"),
        .init(.pageUp, lists, [.pageUp], "A page up"),
        .init(.pageDown, [.accounts, .cases, .columns], [.pageDown], "A page down"),
        .init(.pageDown, lists.subtracting([.accounts, .cases, .columns]), [.pageDown, " "], "A page down"),
        .init(.top, lists, [.home, "g"], "To the first"),
        .init(.bottom, lists, [.end, "G"], "To the last"),

        .init(.copy, copied, ["y"], "Copy the code, an id, the email or a message under the cursor"),
        .init(.copyCommand, copied.subtracting([.text]), ["Y"], "Copy the subcommand that does the same"),
        .init(.export, [.accounts, .plan, .ledger], ["w"], "Write what is shown into a file"),
        .init(.savedFilters, [.accounts], ["F"], "Take a saved filter, or save the present one"),
        .init(.takeFilter, [.savedFilters], [.enter], hint: "take", "Take the filter under the cursor"),
        .init(.saveFilter, [.savedFilters], ["s"], hint: "save", "Save the present filter under a name"),
        .init(.forgetFilter, [.savedFilters], ["X"], "Forget the filter under the cursor"),
        .init(.writeFile, [.exporting], [.enter], hint: "write", "Write the file"),
        .init(.nextField, [.exporting], [.tab], hint: "something else", "Go on to something else that can be written"),
        .init(.takeClip, [.copying], [.enter, "y"], hint: "copy", "Copy what is under the cursor"),
        .init(.refresh, pages, [.function(5), .control("r")], "Read everything again"),
        .init(.log, lists.union([.outcome]), ["l"], hint: "log", "Show the message log"),
        .init(.palette, lists.union([.outcome]), [":"], hint: "command", "Find a command by name"),
        .init(.help, lists.union([.outcome]), ["?", .function(1)], hint: "help", "Show the keys"),
        .init(.help, [.form, .filter, .values, .parents, .exporting], [.function(1)], hint: "help", "Show the keys"),
        .init(
            .mouse,
            lists,
            ["M", .function(12)],
            "Leave the mouse to the terminal for selecting text, or take it back"
        ),
        .init(
            .mouse,
            Self.typed,
            [.function(12)],
            "Leave the mouse to the terminal for selecting text, or take it back"
        ),
        .init(.back, [.outcome], [.enter, .escape], hint: "close", "Go back"),
        .init(.back, others, [.escape], hint: "back", "Go back"),
        .init(.back, [.accounts], [.escape], hint: "clear the filter", "Take the filter away"),
        .init(.back, lists.subtracting([.accounts]), ["q"], "Go back"),
        .init(.quit, [.accounts], ["q"], hint: "quit", "Quit; waits for what is being sent"),
    ]

    static func command(for key: Key, in context: Context) -> Command? {
        table.first { $0.contexts.contains(context) && $0.keys.contains(key) }?.command
    }

    static func all(in context: Context) -> [Binding] { table.filter { $0.contexts.contains(context) } }
}
