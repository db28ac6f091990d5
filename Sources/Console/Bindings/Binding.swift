import TextScreen

/// Binds keys to a command in some contexts: the one source of dispatch, hints, help and palette.
struct Binding: Sendable {
    let command: Command
    let contexts: Set<Context>
    /// The keys; the first one is shown.
    let keys: [Key]
    /// A word or two for the bottom line; empty if it is not shown there.
    let hint: String
    /// A sentence for the help and the palette.
    let title: String

    init(_ command: Command, _ contexts: Set<Context>, _ keys: [Key], hint: String = "", _ title: String) {
        self.command = command
        self.contexts = contexts
        self.keys = keys
        self.hint = hint
        self.title = title
    }
}

enum Bindings {
    private static let lists: Set<Context> = [
        .accounts, .details, .systems, .cases, .caseDetails, .text, .plan, .ledger,
    ]
    private static let pages: Set<Context> = [.accounts, .details, .cases, .caseDetails, .plan, .ledger]

    /// The table, in the order in which hints are shown.
    static let table = places + forms + common

    /// The bindings of a single list or page.
    private static let places: [Binding] = [
        Binding(.open, [.accounts], [.enter], hint: "details", "Open the account's details"),
        Binding(.open, [.details], [.enter], hint: "follow", "Follow the parent or the Provisioning Sync Status"),
        Binding(.open, [.systems], [.enter], hint: "Sync Options", "Open the Sync Options form of the system"),
        Binding(
            .open,
            [.cases],
            [.enter],
            hint: "what happened",
            "Show what was sent, what was asked since, and what can be done"
        ),
        Binding(
            .ask,
            [.cases, .caseDetails],
            [.character("e")],
            hint: "ask the vendor",
            "Ask exists once about what is in doubt"
        ),
        Binding(
            .adopt,
            [.outcome, .cases, .caseDetails],
            [.character("a")],
            hint: "adopt",
            "Link the id that the vendor has"
        ),
        Binding(.adoptTyped, [.caseDetails], [.character("A")], hint: "type an id", "Link an id that the portal shows"),
        Binding(
            .sendAgain,
            [.caseDetails],
            [.character("S")],
            hint: "send again",
            "Send a second time, once the wait is over"
        ),
        Binding(
            .abandon,
            [.cases, .caseDetails],
            [.character("X")],
            hint: "abandon",
            "Give the account up; nothing is ever sent for it again"
        ),
        Binding(
            .syncOptions,
            [.accounts, .details, .cases, .caseDetails],
            [.character("s")],
            hint: "Sync Options",
            "Open the Sync Options form on the shown system"
        ),
        Binding(.mark, [.accounts], [.character(" ")], hint: "mark", "Mark the account, or take its mark away"),
        Binding(.bulk, [.accounts], [.character("b")], hint: "bulk", "Plan the marked accounts, or all that are shown"),
        Binding(.open, [.plan], [.enter], hint: "values", "Look at the account's values, and change them"),
        Binding(
            .startRun,
            [.plan],
            [.control("s"), .function(2)],
            hint: "synchronize",
            "Synchronize what the plan shows"
        ),
        Binding(
            .nextVerdict,
            [.plan],
            [.character("f")],
            hint: "show",
            "Show only the next kind of verdict, or all"
        ),
        Binding(.toggleAdopt, [.plan], [.character("a")], hint: "adopt", "Adopt what is at the vendor already, or not"),
        Binding(
            .toggleStorefront,
            [.plan],
            [.character("m")],
            hint: "Storefront too",
            "Send Storefront-managed accounts, or not"
        ),
        Binding(.open, [.caseDetails], [.enter], hint: "details", "Open the account's details"),
        Binding(.open, [.ledger], [.enter], hint: "details", "Open the account's details"),
        Binding(
            .stopRun,
            [.ledger],
            [.character("c")],
            hint: "cancel",
            "Begin nothing new; what is under way is finished"
        ),
        Binding(.showFailed, [.ledger], [.character("f")], hint: "failed", "Show only what went wrong, or all"),
        Binding(
            .retryFailed,
            [.ledger],
            [.character("r")],
            hint: "retry failed",
            "Send what was refused or not sent again"
        ),
        Binding(
            .runAgain,
            [.ledger],
            [.character("R")],
            hint: "go on",
            "Run the plan again: nothing synchronized is sent again"
        ),
        Binding(.expand, [.accounts], [.right, .character("+")], hint: "expand", "Show the customers of the reseller"),
        Binding(.collapse, [.accounts], [.left, .character("-")], "Hide the customers of the reseller"),
        Binding(.filter, [.accounts], [.character("/")], hint: "filter", "Filter as you type"),
        Binding(.takeSpelling, [.filter], [.tab], "Take the spelling that is offered"),
        Binding(.sort, [.accounts], [.character("o")], hint: "order", "Sort by the next column"),
        Binding(.reverseSort, [.accounts], [.character("O")], "Turn the order around"),
        Binding(
            .treeOrFlat,
            [.accounts],
            [.character("t")],
            hint: "tree/flat",
            "Show a tree under resellers, or a flat list"
        ),
        Binding(.nextSystem, [.accounts], [.tab], "Show the states on the next system"),
        Binding(
            .cases,
            pages.subtracting([.cases]),
            [.character("d")],
            hint: "needs you",
            "List what is in doubt, at the vendor already, or in conflict"
        ),
    ]

    /// The bindings of every list or page; they come after a context's own.
    private static let common: [Binding] = [
        Binding(.cases, [.outcome], [.character("d")], hint: "needs you", "List what needs a decision"),
        Binding(.unlink, [.details], [.character("U")], "Undo a wrong adoption"),
        Binding(
            .liftPause,
            [.systems],
            [.character("r")],
            hint: "use it again",
            "Use a paused system again"
        ),
        Binding(.yes, [.confirm], [.character("y")], "Do what is asked about"),
        Binding(.no, [.confirm], [.character("n")], "Do not do it"),

        Binding(.markRange, [.accounts], [.character("v")], "Mark from the last mark to here"),
        Binding(.markAll, [.accounts], [.character("a")], "Mark all that the filter shows"),
        Binding(.invertMarks, [.accounts], [.character("i")], "Mark the others instead, of all that are shown"),
        Binding(.clearMarks, [.accounts], [.character("u")], "Take all marks away"),
        Binding(.ledger, pages.union([.systems]), [.character("B")], "Show the bulk run"),
        Binding(.up, lists, [.up, .character("k")], "Move up"),
        Binding(.down, lists, [.down, .character("j")], "Move down"),
        Binding(.pageUp, lists, [.pageUp], "A page up"),
        Binding(.pageDown, [.accounts], [.pageDown], "A page down"),
        Binding(.pageDown, lists.subtracting([.accounts]), [.pageDown, .character(" ")], "A page down"),
        Binding(.top, lists, [.home, .character("g")], "To the first"),
        Binding(.bottom, lists, [.end, .character("G")], "To the last"),

        Binding(.refresh, pages, [.function(5), .control("r")], "Read everything again"),
        Binding(.log, lists, [.character("l")], hint: "log", "Show the message log"),
        Binding(.palette, lists, [.character(":")], hint: "command", "Find a command by name"),
        Binding(.help, lists.union([.outcome]), [.character("?"), .function(1)], hint: "help", "Show the keys"),
        Binding(.help, [.form, .filter, .values, .parents], [.function(1)], hint: "help", "Show the keys"),
        Binding(.back, [.outcome], [.enter, .escape], hint: "close", "Go back"),
        Binding(
            .back,
            Set(Context.allCases).subtracting([.accounts, .filter, .outcome]),
            [.escape],
            hint: "back",
            "Go back"
        ),
        Binding(.back, [.accounts], [.escape], hint: "clear the filter", "Take the filter away"),
        Binding(.back, lists.subtracting([.accounts]), [.character("q")], "Go back"),
        Binding(.quit, [.accounts], [.character("q")], hint: "quit", "Quit; waits for what is being sent"),
    ]

    /// The command of a key in a context.
    static func command(for key: Key, in context: Context) -> Command? {
        table.first { $0.contexts.contains(context) && $0.keys.contains(key) }?.command
    }

    static func all(in context: Context) -> [Binding] { table.filter { $0.contexts.contains(context) } }
}
