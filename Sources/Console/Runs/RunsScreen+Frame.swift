import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

extension RunsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        guard isRead else {
            return frame.putPlaceholder(isShutOut ? ShellWords.isShutOut : RunWords.reading, in: area)
        }
        let columns = columns(area.size.columns)
        columns.drawHeading(on: &frame, in: area.row(0))
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            columns.draw(cells(list.items[line]), on: &frame, in: row)
        }
        if list.isEmpty { frame.put([(RunWords.none, .dim)], in: area.dropping(rows: 2)) }
        drawFoot(on: &frame, in: area)
    }

    private func columns(_ width: Int) -> TableColumns {
        TableColumns(
            [
                .init("RUN", 5), .init("SYSTEM", width >= 110 ? 24 : width >= 60 ? 10 : 0),
                .init("BY", width >= 110 ? 12 : 0), .init("BEGUN", width >= 76 ? 16 : 0),
                .init("DONE", width >= 60 ? 18 : 12), .init("PROBLEMS", width >= 110 ? 8 : 0), .init("STANDING"),
            ],
            width: width
        )
    }

    private func cells(_ run: StoredRun) -> [TableColumns.Entry] {
        let look = run.look
        return [
            .init("\(run.id.rawValue)"), .init(run.system.rawValue), .init(run.by, .dim),
            .init(RunWords.begun(run), .dim), .init(RunWords.done(run)),
            .init(run.problemCount.grouped, run.problemCount == 0 ? .dim : .warning),
            .init("\(look.sign) \(RunWords.standing(run))\(run.problems)", look.style),
        ]
    }

    var footParagraphs: [(String, Style)] {
        guard let selected else { return [] }
        return [(RunWords.told(selected), .dim)]
    }
}

extension StoredRun {
    /// How it looks where it stands: a sign and a style, never a colour alone.
    fileprivate var look: (sign: String, style: Style) {
        switch standing {
        case .ended(.complete) where problemCount == 0: ("✓", .normal)
        case .underWay, .holding: ("…", .accent)
        case .ended(.complete), .stopping, .unapproved, .waiting, .left: ("!", .warning)
        case .ended, .lapsed: ("✗", .bad)
        }
    }

    /// What did not end well, of a run that is over.
    fileprivate var problems: String { isOver && problemCount > 0 ? ", \(RunWords.problems(problemCount))" : "" }
}
