import AccountIndex
import Accounts
import FoundationEssentials
import Telling
import TextScreen

/// The accounts of the workspace (R1): a table, as a tree under resellers or flat, filtered as you type.
struct AccountsScreen: Screen {
    var context: Context { editor == nil ? .accounts : .filter }
    let crumb: String? = "Accounts"
    let handlesBack = true

    var query = AccountQuery()
    var window = AccountWindow()
    var marks = Marks()
    private(set) var systems: [ProvisioningSystem] = []
    private var knowsSystems = false
    /// Whether no list was read yet, or was tried to; a first look at one is none.
    private var isFirst = true
    /// The index of the book; nil until it has been filled.
    private(set) var index: AccountIndex?
    /// Whether the list that is shown is not yet the one that was asked for.
    private(set) var isReading = true
    /// How many of the accounts that are shown are in each state on the systems that are not.
    private(set) var otherCounts: [SystemName: [SyncState: Int]] = [:]
    /// What was probably meant by a filter that selects nothing.
    private(set) var suggestion: AccountIndex.Suggestion?
    /// When the list was read; nil before the first time.
    private(set) var asOf: Date?
    private(set) var editor: LineEditor?
    private(set) var size: Size
    /// How much room the columns need.
    var needs = ColumnNeeds()
    /// Whether that must be found out again, since the list has changed.
    var isToBeMeasured = true
    /// How many lists of accounts to be marked are being looked up.
    var listsUnderWay = 0
    var takesPasteWhole: Bool { editor == nil }
    private let clock: @Sendable () -> Date
    var hiddenColumns: Set<ListColumn> = []

    init(
        clock: @escaping @Sendable () -> Date,
        view: ListView = ListView(),
        size: Size = Size(columns: 80, rows: 24)
    ) {
        (self.clock, self.size) = (clock, size)
        take(view)
    }

    var system: ProvisioningSystem? { systems.first { $0.name == query.system } ?? systems.first }

    /// The first page is asked for at once, the index of all accounts behind it.
    mutating func appear() -> [Effect] { list() + [.work(.loadSystems)] }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        window.resize(height: size.rows - 5 - countLines)
        return loadMissing()
    }

    // MARK: Keys

    mutating func type(_ key: Key) -> [Effect]? {
        guard var line = editor else { return markPasted(key) }
        switch key {
        case .tab where suggestion != nil: return nil
        case .enter, .down, .tab:
            editor = nil
            return []
        case .escape:
            editor = nil
            return filter("")
        default:
            guard line.apply(key) else { return nil }
            editor = line
            return filter(line.text)
        }
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: window.selected.map { [.details(of: $0.account.id)] } ?? []
        case .syncOptions: openForm()
        case .why: window.selected.map { [.why(.state($0.account.id, on: system?.name))] } ?? []
        case .expand: fold(false)
        case .collapse: fold(true)
        case .filter: beginFilter()
        case .takeSpelling: takeSpelling()
        case .back: filter("")
        case .sort: sort(by: nextOrder, descending: false)
        case .reverseSort: sort(by: query.order, descending: !query.isDescending)
        case .expandAll: foldAll(false)
        case .collapseAll: foldAll(true)
        case .columns: openColumns()
        case .treeOrFlat: sort(by: query.order == .tree ? .code : .tree, descending: false)
        case .nextSystem: nextSystem()
        case .mark, .markFamily, .markRange, .markAll, .invertMarks, .clearMarks: mark(command)
        case .bulk: bulk()
        // Rows that could not be read are read now, whether or not the book has changed.
        case .refresh: reload() + loadMissing()
        default: move(command)
        }
    }

    // MARK: Happenings

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .systemsLoaded(let systems):
            self.systems = systems
            window.resize(height: size.rows - 5 - countLines)
            isToBeMeasured = true
            knowsSystems = true
            let before = query
            query.system = system?.name
            // The first list may be on its way already, and be the same on any system.
            let isAsked = query == before || isFirst && query.lists(sameAs: before)
            return follow() + (isAsked ? [] : list())
        case .indexed(let index) where index.revision >= self.index?.revision ?? 0:
            self.index = index
            return list()
        case .glimpsed(let asked, let page) where asked == query && index == nil:
            // What is known of the whole list already stays.
            guard window.lines.query.filter != query.filter else { return [] }
            // Whatever acts on an account still waits.
            defer { isReading = true }
            return show(AccountLines(query, page: page, limit: 0))
        case .listed(let asked, let page) where asked.lists(sameAs: query) && index == nil:
            return show(AccountLines(query, page: page, limit: Self.pageLimit)) + followFirst()
        case .found(let lines, let request) where lines.query == query:
            isFirst = false
            // An earlier search may end last.
            guard lines.revision ?? 0 >= window.lines.revision ?? 0 else { return [] }
            // What was folded since it was asked for stays folded.
            guard request.collapsed == window.collapsed, request.opened == opened else { return list() }
            return show(lines)
        case .counted(let asked, let counts) where asked == query:
            otherCounts = counts
            return []
        case .listFailed(let asked) where asked.lists(sameAs: query):
            isReading = false
            return followFirst()
        case .suggested(let asked, let suggestion) where asked == query:
            self.suggestion = suggestion
            return []
        case .rowsLoaded(let rows):
            window.take(rows)
            needs.forget(rows.map(\.key))
            measure()
            return []
        case .columnsHidden(let hidden):
            hiddenColumns = hidden
            isToBeMeasured = true
            measure()
            return []
        case .matched(let keys, let inverts):
            listsUnderWay -= 1
            if inverts { marks.invert(keys) } else { marks.add(keys) }
            return []
        case .ledgerChanged(let ledger) where !ledger.isRunning && !marks.isEmpty && !ledger.synchronized.isEmpty:
            return [.work(.findMarked(marks.keys, among: ledger.synchronized))]
        case .filterTaken(let text):
            editor = nil
            return filter(text)
        case .codesFound(let keys, let result):
            listsUnderWay -= 1
            marks.add(keys)
            return [.go(.say(.marked(result)))]
        case .marksOver(let keys):
            marks.remove(keys)
            return []
        // What could not be read meanwhile was asked for once.
        case .reach(.none): return reload() + loadMissing()
        default: return happening.isChange ? reload() : []
        }
    }

    // MARK: -

    /// How many lines the store reads at once, while there is no index.
    private static let pageLimit = 500
    /// How many rows come with the first lines if the one under the cursor may be anywhere among them.
    private static let manyRows = 120

    /// Asks for the index, once there is something to see and the systems are known that it is about.
    private func follow() -> [Effect] {
        isFirst || !knowsSystems ? [] : [.work(.followBook(systems.map(\.name)))]
    }

    /// Asks for the index behind the first list.
    private mutating func followFirst() -> [Effect] {
        guard isFirst else { return [] }
        isFirst = false
        return follow()
    }

    private mutating func show(_ lines: AccountLines) -> [Effect] {
        if lines.query != window.lines.query { isToBeMeasured = true }
        window.show(lines)
        // What is known already is not shown in the old columns first.
        if !isToBeMeasured || window.missing.isEmpty { measure() }
        isReading = false
        asOf = clock()
        // Also what is known: it may have been read before the lines, or be on its way from before them.
        return [.work(.loadRows(window.near))]
    }

    mutating func move(_ command: Command) -> [Effect] {
        window.move(command)
        return loadMissing()
    }

    mutating func fold(_ isCollapsed: Bool) -> [Effect] {
        window.setCollapsed(isCollapsed)
        return loadMissing()
    }

    private mutating func foldAll(_ isCollapsed: Bool) -> [Effect] {
        window.setAllCollapsed(isCollapsed)
        return loadMissing()
    }

    private func openColumns() -> [Effect] {
        [.go(.open(ColumnsPopUp(hidden: hiddenColumns, hasOtherSystems: systems.count > 1)))]
    }

    /// Measures what has come near and is known, and asks for what is not.
    mutating func loadMissing() -> [Effect] {
        if !isToBeMeasured { measure() }
        let missing = window.missing
        return missing.isEmpty ? [] : [.work(.loadRows(missing))]
    }

    private func openForm() -> [Effect] {
        guard let account = window.selected?.account, let system else { return [] }
        return [.form(of: account, on: system.name)]
    }

    mutating func endTyping() { editor = nil }

    /// Marks the accounts whose codes are pasted; a paste without one changes nothing.
    private mutating func markPasted(_ key: Key) -> [Effect]? {
        guard case .paste(let text) = key, let index else { return nil }
        listsUnderWay += 1
        return [.work(.findCodes(CodeList(text), index))]
    }

    private mutating func beginFilter() -> [Effect] {
        editor = LineEditor(text: query.filter.text)
        return []
    }

    private mutating func takeSpelling() -> [Effect] {
        guard let text = suggestion?.matches.filter.text else { return [] }
        editor = LineEditor(text: text)
        return filter(text)
    }

    private mutating func filter(_ text: String) -> [Effect] {
        guard text != query.filter.text else { return [] }
        query.filter = AccountFilter(text)
        window.want(nil)
        return list()
    }

    private func reload() -> [Effect] { [.work(.loadSystems)] }

    /// Asks for the list; whatever acts on an account waits until it is there.
    mutating func list() -> [Effect] {
        if window.lines.query != query { (isReading, suggestion) = (true, nil) }
        guard let index else {
            // At the beginning what is seen, and a page below it.
            let rows = window.wanted == nil ? 2 * size.rows : max(2 * size.rows, Self.manyRows)
            return [.work(.list(query, limit: Self.pageLimit, rows: rows))]
        }
        let request = ListRequest(
            query: query,
            index: index,
            otherSystems: otherSystems,
            earlier: window.lines.found,
            collapsed: window.collapsed,
            opened: opened
        )
        return [.work(.find(request))]
    }

    /// The resellers under which everything is shown in the list that is asked for.
    private var opened: Set<AccountKey> { query.filter == window.lines.query.filter ? window.opened : [] }
}

extension Account {
    var titled: String { "\(code) \(name)" }
}
