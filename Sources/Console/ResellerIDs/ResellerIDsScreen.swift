import Accounts
import Synchronizing
import Telling
import TextScreen
import Workspace

/// The Reseller IDs of a system: who has which, and what does not fit.
struct ResellerIDsScreen: ListScreen {
    let context = Context.resellerIDs
    let crumb: String? = "Reseller IDs"
    let isOneOnly = true

    /// A line: a reseller with its id, or something that does not fit.
    enum Line: Hashable, Sendable {
        case reseller(ResellerIDBook.Reseller)
        case remark(String)
    }

    /// The system that is shown; nil for the first one.
    private(set) var system: SystemName?
    private(set) var systems: [SystemName] = []
    /// nil while it is read.
    private(set) var book: ResellerIDBook?
    /// What is said instead of a book.
    private(set) var problem: Notice?
    private(set) var onlyRemarks = false
    var list = ListPane<Line>(height: 10)

    init(on system: SystemName?) { self.system = system }

    mutating func appear() -> [Effect] { [.work(.loadResellerIDs(system))] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { book == nil && problem == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: max(size.rows - 9, 1))
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return reseller.map { [.details(of: $0.account.id)] } ?? []
        case .why: return why()
        case .refresh: return appear()
        case .nextKind:
            onlyRemarks.toggle()
            showLines()
        case .nextSystem: return showNextSystem()
        default: list.move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where reseller == nil, .why where reseller == nil: ResellerIDWords.noReseller
        case .nextKind where book?.remarks.isEmpty != false && !onlyRemarks: ResellerIDWords.allFit
        case .nextSystem where systems.count < 2: ResellerIDWords.oneSystem
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        // What was asked of a system that is not shown any more does not bring it back.
        case .resellerIDsLoaded(let asked, let systems, let book) where asked == system || book.system == system:
            (self.systems, self.book, problem) = (systems, book, nil)
            system = book.system
            showLines()
            return []
        case .resellerIDsFailed(let asked, let systems, let name, let notice)
        where asked == system || name == system:
            (self.systems, book, problem) = (systems, nil, notice)
            system = name ?? system
            list.show([])
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    var reseller: ResellerIDBook.Reseller? { if case .reseller(let reseller)? = selected { reseller } else { nil } }

    private func why() -> [Effect] {
        guard let reseller, let book else { return [] }
        return [.why(.state(reseller.account.id, on: book.system), preface: book.remarks(on: reseller))]
    }

    private mutating func showLines() {
        guard let book else { return }
        let resellers = onlyRemarks ? [] : book.resellers.map(Line.reseller)
        list.show(resellers + book.remarks.map(Line.remark), keeping: \.self)
    }

    private mutating func showNextSystem() -> [Effect] {
        guard let system, let place = systems.firstIndex(of: system) else { return [] }
        (self.system, book, problem) = (systems[(place + 1) % systems.count], nil, nil)
        list.show([])
        return appear()
    }
}

extension EffectRunner {
    func loadResellerIDs(_ name: SystemName?) async throws(StoreFailure) {
        let systems = try await workspace.systems.enabledSystems()
        let names = systems.map(\.name)
        guard let system = systems.first(where: { $0.name == name }) ?? systems.first else {
            return post(.resellerIDsFailed(name, names, nil, .plain(DashboardWords.noSystem)))
        }
        guard let definitions = try await workspace.systems.definitions(of: system.name) else {
            let notice = Notice.warning(Phrases.fieldsUnknown(system.name))
            return post(.resellerIDsFailed(name, names, system.name, notice))
        }
        let book = try await workspace.synchronizer.resellerIDs(on: system, by: definitions)
        post(.resellerIDsLoaded(name, names, book))
    }
}
