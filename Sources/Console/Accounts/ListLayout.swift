import Accounts
import PlainText

/// Which columns of the list there is room for, and how wide they are: as their contents need, the most important ones
/// first.
struct ListLayout: Sendable {
    /// In the order in which they stand.
    let columns: [(slot: ListSlot, cells: Int)]
    let gap: Int

    /// Where the first column begins, behind the marks and the lines of the tree.
    static let start = 3

    /// Lays out columns for what is in them; what room is left then goes to their titles.
    ///
    /// Those without anything in them are left out, unless they are fixed.
    init(_ slots: [ListSlot], contents: [ListSlot: Int], titles: [ListSlot: Int], isTree: Bool, width: Int) {
        let gap = width >= 110 ? 2 : 1
        var room = width - Self.start - 1 + gap
        var cells: [ListSlot: Int] = [:]
        let byImportance = slots.sorted { $0.column.importance(isTree) < $1.column.importance(isTree) }
        for slot in byImportance {
            let need = max(contents[slot] ?? 0, titles[slot] ?? 0)
            let least = min(need, slot.column.least(width))
            let isFixed = slot.column.isFixed
            guard isFixed || contents[slot] ?? 0 > 0 && least + gap <= room else { continue }
            cells[slot] = isFixed ? min(least, max(room - gap, 0)) : least
            room -= (cells[slot] ?? 0) + gap
        }
        for needs in [contents, titles] {
            for slot in byImportance {
                guard let least = cells[slot] else { continue }
                let more = min(max((needs[slot] ?? 0) - least, 0), max(room, 0))
                cells[slot] = least + more
                room -= more
            }
        }
        columns = slots.compactMap { slot in cells[slot].map { (slot, $0) } }
        self.gap = gap
    }
}

extension ListColumn {
    /// How early it is given room, lowest first; in a tree the resellers can be seen anyway.
    fileprivate func importance(_ isTree: Bool) -> Int {
        let order: [ListColumn] = [
            .code, .status, .name, .country, .email, .type, .otherSystems, .parent, .city, .phone, .countryName,
        ]
        return isTree && self == .parent ? order.count : order.firstIndex(of: self) ?? order.count
    }

    /// The width without which it is not worth its room.
    fileprivate func least(_ width: Int) -> Int {
        switch self {
        // Two accounts with codes that are cut cannot be told apart.
        case .code: width / 2 - 4
        case .status: max(width / 5, 12)
        case .name: width * 3 / 10
        case .email: max(width / 5, 14)
        case .type, .country, .phone: .max
        case .parent: 16
        case .city, .countryName: 10
        case .otherSystems: 14
        }
    }
}

/// How many cells the columns need for what has been shown of a list; they only grow while the list is the same, so
/// that it does not jump while it is scrolled.
struct ColumnNeeds: Sendable {
    private(set) var cells: [ListSlot: Int] = [:]
    /// The accounts that are counted in already.
    private var measured: Set<AccountKey> = []

    /// Whether an account is to be measured: it was not yet, or not lately.
    mutating func begin(_ key: AccountKey) -> Bool {
        // Whoever is measured twice needs no more room than before.
        if measured.count > 4_000 { measured = [] }
        return measured.insert(key).inserted
    }

    /// Has accounts measured again that may have changed.
    mutating func forget(_ keys: [AccountKey]) { measured.subtract(keys) }

    mutating func add(_ text: String, to slot: ListSlot, indent: Int = 0) {
        let needed = text.isEmpty ? 0 : slot.rounded(text.visible.columns + indent)
        if needed > cells[slot] ?? 0 { cells[slot] = needed }
    }
}

extension ListSlot {
    /// Texts of all lengths are given room in steps, so that fewer of them move the columns.
    fileprivate func rounded(_ cells: Int) -> Int {
        switch column {
        case .name, .email, .parent: (cells + 3) / 4 * 4
        case .code, .type, .country, .countryName, .city, .phone, .status, .otherSystems: cells
        }
    }
}
