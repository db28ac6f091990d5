import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

extension RunsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard let runs else {
            frame.put(RunWords.reading, at: area.row(1).at(3), style: .dim)
            return
        }
        let columns = columns(area.size.columns)
        columns.drawHeading(on: &frame, in: area.row(0))
        list.draw(on: &frame, in: area.dropping(rows: 1)) { line, row, frame in
            if let run = runs.first(where: { $0.id == list.items[line] }) {
                columns.draw(cells(run), on: &frame, in: row)
            }
        }
        if list.isEmpty { frame.put([(RunWords.none, .dim)], in: area.dropping(rows: 2)) }
        drawFoot(on: &frame, in: area)
    }

    private func columns(_ width: Int) -> TableColumns {
        TableColumns(
            [
                .init("RUN", 5), .init("SYSTEM", width >= 110 ? 24 : width >= 60 ? 12 : 0),
                .init("BY", width >= 110 ? 12 : 0), .init("BEGUN", width >= 76 ? 16 : 0),
                .init("DONE", width >= 60 ? 16 : 12), .init("PROBLEMS", width >= 110 ? 8 : 0), .init("STANDING"),
            ],
            width: width
        )
    }

    private func cells(_ run: StoredRun) -> [TableColumns.Entry] {
        [
            .init("\(run.id.rawValue)"), .init(run.system.rawValue), .init(run.by, .dim),
            .init(RunWords.begun(run), .dim), .init(RunWords.done(run)),
            .init(run.problemCount.grouped, run.problemCount == 0 ? .dim : .warning),
            .init("\(run.sign) \(RunWords.standing(run))\(run.problems)", run.style),
        ]
    }

    var rowsAboveFoot: Int { min(list.height ?? 0, max(list.count, 1)) + 2 }

    var footParagraphs: [(String, Style)] {
        guard let selected else { return [] }
        return [(RunWords.told(selected), .dim)]
    }
}

extension StoredRun {
    private var isClean: Bool { standing != .ended(.complete) || problemCount == 0 }
    var sign: String { isClean ? standing.sign : "!" }
    var style: Style { isClean ? standing.style : .warning }
    /// What did not end well, of a run that is over.
    var problems: String { isOver && problemCount > 0 ? ", \(RunWords.problems(problemCount))" : "" }
}

extension StoredRun.Standing {
    var sign: String {
        switch self {
        case .ended(.complete): "✓"
        case .ended, .lapsed: "✗"
        case .underWay: "…"
        case .stopping, .unapproved, .waiting, .left: "!"
        }
    }

    var style: Style {
        switch self {
        case .ended(.complete): .normal
        case .ended, .lapsed: .bad
        case .underWay: .accent
        case .stopping, .unapproved, .waiting, .left: .warning
        }
    }
}
