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

    private(set) var query = AccountQuery()
    private(set) var window = AccountWindow()
    private(set) var marks = Marks()
    private(set) var systems: [ProvisioningSystem] = []
    /// The index of the book; nil until it has been filled.
    private(set) var index: AccountIndex?
    /// Whether the list that is shown is another one than is asked for.
    private(set) var isReading = true
    /// What was probably meant by a filter that selects nothing.
    private(set) var suggestion: AccountIndex.Suggestion?
    /// When the list was read; nil before the first time.
    private(set) var asOf: Date?
    private(set) var editor: LineEditor?
    /// How many pasted lists of codes are being looked up.
    private(set) var listsUnderWay = 0
    var takesPasteWhole: Bool { editor == nil }
    private var size = Size(columns: 80, rows: 24)
    private let clock: @Sendable () -> Date
    private(set) var hiddenColumns: Set<ListColumn> = []

    init(clock: @escaping @Sendable () -> Date, view: ListView = ListView()) {
        self.clock = clock
        take(view)
    }

    var system: ProvisioningSystem? { systems.first { $0.name == query.system } ?? systems.first }

    /// How the operator looks at the list now.
    var view: ListView {
        ListView(
            order: query.order,
            isDescending: query.isDescending,
            system: query.system,
            filter: query.filter.text,
            hiddenColumns: hiddenColumns,
            selected: window.wanted
        )
    }

    /// Takes over how the list is looked at, without asking for it.
    mutating func take(_ view: ListView) {
        query.order = view.order
        query.isDescending = view.isDescending
        query.system = view.system
        query.filter = AccountFilter(view.filter)
        hiddenColumns = view.hiddenColumns
        window.want(view.selected)
    }

    /// The first page is asked for at once, the index of all accounts behind it.
    mutating func appear() -> [Effect] { list() + [.work(.loadSystems)] }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        window.resize(height: size.rows - 6)
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
        case .open: window.selected.map { [.go(.open(DetailsScreen($0.account.id)))] } ?? []
        case .syncOptions: openForm()
        case .expand: fold(false)
        case .collapse: fold(true)
        case .filter: beginFilter()
        case .takeSpelling: takeSpelling()
        case .back: filter("")
        case .sort: order(by: nextOrder, descending: false)
        case .reverseSort: order(by: query.order, descending: !query.isDescending)
        case .treeOrFlat: order(by: query.order == .tree ? .code : .tree, descending: false)
        case .nextSystem: nextSystem()
        case .mark, .markRange, .markAll, .invertMarks, .clearMarks: mark(command)
        case .bulk: bulk()
        case .refresh: reload()
        default: move(command)
        }
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where window.selected == nil, .syncOptions where window.selected == nil: AccountsWords.noneSelected
        case .mark where window.count == 0, .markRange where window.count == 0: Refusal.emptyList
        case .clearMarks where marks.isEmpty: AccountsWords.noneMarked
        case .bulk where window.count == 0 && marks.isEmpty: AccountsWords.noneShown
        case .syncOptions where systems.isEmpty, .bulk where systems.isEmpty: AccountsWords.noSystem
        case .takeSpelling where suggestion == nil: AccountsWords.noSpelling
        case .back where query.filter.text.isEmpty: AccountsWords.noFilter.named
        case .reverseSort where query.order == .tree: AccountsWords.treeHasOneOrder
        case .expand where query.order != .tree, .collapse where query.order != .tree: AccountsWords.isFlat.named
        case .expand where !window.canUnfold: AccountsWords.nothingHidden
        case .collapse where !window.canFold: AccountsWords.nothingShown
        default: nil
        }
    }

    // MARK: Happenings

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .systemsLoaded(let systems):
            self.systems = systems
            let follow = Effect.work(.followBook(systems.map(\.name)))
            guard query.system != system?.name else { return [follow] }
            query.system = system?.name
            return [follow] + list()
        case .indexed(let index):
            self.index = index
            return list()
        case .listed(let asked, let page) where asked == query && index == nil:
            return show(AccountLines(query, page: page, limit: Self.pageLimit))
        case .found(let lines) where lines.query == query:
            return show(lines)
        case .listFailed(let asked) where asked == query:
            isReading = false
            return []
        case .suggested(let asked, let suggestion) where asked == query:
            self.suggestion = suggestion
            return []
        case .rowsLoaded(let rows):
            window.take(rows)
            return []
        case .matched(let keys, let inverts):
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
        default: return happening.isChange ? reload() : []
        }
    }

    // MARK: -

    /// How many lines the store reads at once, while there is no index.
    private static let pageLimit = 500

    private mutating func show(_ lines: AccountLines) -> [Effect] {
        window.show(lines)
        isReading = false
        asOf = clock()
        return [.work(.loadRows(window.near))]
    }

    private mutating func move(_ command: Command) -> [Effect] {
        window.move(command)
        return loadMissing()
    }

    private mutating func fold(_ isCollapsed: Bool) -> [Effect] {
        window.setCollapsed(isCollapsed)
        return loadMissing()
    }

    private func loadMissing() -> [Effect] {
        let missing = window.missing
        return missing.isEmpty ? [] : [.work(.loadRows(missing))]
    }

    private func openForm() -> [Effect] {
        guard let account = window.selected?.account, let system else { return [] }
        return [.form(of: account, on: system.name)]
    }

    private mutating func mark(_ command: Command) -> [Effect] {
        switch command {
        case .mark:
            if let key = window.lines.key(window.cursor.selected) { marks.toggle(key) }
            return move(.down)
        case .markRange: marks.extend(to: window.cursor.selected, in: window)
        case .markAll: return [.work(.listMatches(window.lines, inverts: false))]
        case .invertMarks: return [.work(.listMatches(window.lines, inverts: true))]
        default: marks.clear()
        }
        return []
    }

    /// Marks the accounts whose codes are pasted; a paste without one changes nothing.
    private mutating func markPasted(_ key: Key) -> [Effect]? {
        guard case .paste(let text) = key, let index else { return nil }
        listsUnderWay += 1
        return [.work(.findCodes(CodeList(text), index))]
    }

    /// The marked accounts, or all that the filter shows.
    private func bulk() -> [Effect] {
        guard let system else { return [] }
        let source: PlanOrder.Source =
            marks.isEmpty ? .filtered(query) : .marked(marks.keys, hidden: window.lines.countHidden(marks.keys))
        return [.go(.open(PlanScreen(PlanOrder(source: source, system: system.name))))]
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

    private var nextOrder: AccountQuery.Order {
        let orders = AccountQuery.Order.allCases
        let index = orders.firstIndex(of: query.order) ?? 0
        return orders[(index + 1) % orders.count]
    }

    private mutating func order(by order: AccountQuery.Order, descending: Bool) -> [Effect] {
        query.order = order
        query.isDescending = descending
        return list()
    }

    private mutating func nextSystem() -> [Effect] {
        guard systems.count > 1, let index = systems.firstIndex(where: { $0.name == system?.name }) else { return [] }
        query.system = systems[(index + 1) % systems.count].name
        return list()
    }

    private func reload() -> [Effect] { [.work(.loadSystems)] }

    /// Asks for the list; whatever acts on an account waits until it is there.
    mutating func list() -> [Effect] {
        if window.lines.query != query { (isReading, suggestion) = (true, nil) }
        guard let index else { return [.work(.list(query, limit: Self.pageLimit))] }
        let earlier = window.lines.found
        return [.work(.find(ListRequest(query: query, index: index, earlier: earlier, collapsed: window.collapsed)))]
    }
}

extension Account {
    var titled: String { "\(code) \(name)" }
}
