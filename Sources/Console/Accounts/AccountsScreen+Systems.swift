import Accounts
import PlainText
import TextScreen

/// A line for each registered system with its counts, where there is room; the one that is shown is always among them.
extension AccountsScreen {
    /// The systems that have a line, in the order in which Tab shows them.
    var systemsOnLines: [ProvisioningSystem] { systemsNear(atMost: min((size.rows - 12) / 4, Self.mostLines)) }

    /// The systems that may have a line in some window, without the one that is shown.
    var otherSystems: [SystemName] {
        systemsNear(atMost: Self.mostLines).map(\.name).filter { $0 != system?.name }
    }

    private static let mostLines = 6

    private func systemsNear(atMost most: Int) -> [ProvisioningSystem] {
        guard most > 0, let shown = systems.firstIndex(where: { $0.name == system?.name }) else { return [] }
        let first = max(min(shown - most / 2, systems.count - most), 0)
        return Array(systems[first...].prefix(most))
    }

    /// How many lines the counts take.
    var countLines: Int { max(systemsOnLines.count, 1) }

    func drawCounts(_ frame: inout Frame, _ area: Rect) {
        let systems = systemsOnLines
        guard systems.count > 1 else { return drawCountsOfOne(&frame, area.row(area.size.rows - 1)) }
        let cells = min(systems.map(\.name.rawValue.visible.columns).max() ?? 0, area.size.columns / 4)
        for (place, system) in systems.enumerated() {
            let row = area.row(area.size.rows - systems.count + place)
            let isShown = system.name == self.system?.name
            if isShown { frame.put("▸", at: row.at(1), style: .accent) }
            frame.put(system.name.rawValue, at: row.at(3), style: isShown ? .strong : .normal, width: cells)
            let start = system.pause == nil ? cells + 5 : frame.put("✗ paused", at: row.at(cells + 5), style: .bad) + 3
            frame.put(counts(on: system.name), from: start, in: row, isBrief: true)
            frame.makeTarget(row, .tab(system.name.rawValue))
        }
    }

    private func drawCountsOfOne(_ frame: inout Frame, _ row: Rect) {
        var column = 1
        if let system, system.pause != nil {
            column = frame.put("✗ \(system.name) is paused", at: row.at(1), style: .bad) + 3
        }
        frame.put(counts(on: system?.name), from: column, in: row, isBrief: true)
    }

    private func counts(on name: SystemName?) -> [(state: SyncState, count: Int)] {
        let counts = name == system?.name ? window.lines.counts : name.flatMap { otherCounts[$0] } ?? [:]
        return SyncState.allCases.compactMap { state in counts[state].map { (state: state, count: $0) } }
            .filter { $0.count > 0 }
    }

    /// A click on a line shows that system.
    mutating func show(named name: String) -> [Effect] {
        guard let chosen = systems.first(where: { $0.name.rawValue == name }), chosen.name != system?.name else {
            return []
        }
        return show(chosen.name)
    }
}
