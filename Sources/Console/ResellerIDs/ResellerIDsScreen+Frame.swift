import Accounts
import Synchronizing
import Telling
import TextScreen

extension ResellerIDsScreen {
    func draw(on frame: inout Frame, in area: Rect) {
        frame.put(heading, at: area.row(0).origin.moved(columns: 1), style: .dim, width: area.size.columns - 2)
        guard let book else {
            let notice = problem ?? .plain(ResellerIDWords.reading)
            frame.put([(notice.headline, problem == nil ? .dim : notice.tone.style)], in: area.dropping(rows: 1))
            return
        }
        let columns = columns(area.size.columns, book.label ?? "")
        columns.drawHeading(on: &frame, in: area.row(1))
        list.draw(on: &frame, in: area.dropping(rows: 2)) { line, row, frame in
            switch list.items[line] {
            case .reseller(let reseller): columns.draw(cells(reseller, book), on: &frame, in: row)
            case .remark(let text):
                frame.put("! \(text)", at: row.origin.moved(columns: 1), style: .warning, width: row.size.columns - 2)
            }
        }
        if list.isEmpty { frame.putPlaceholder(Phrases.resellersBelow(book.system), in: area.dropping(rows: 2)) }
        frame.put(foot(book), in: area.dropping(rows: min(list.height ?? 0, max(list.count, 1)) + 3))
    }

    private var heading: String {
        let place = system.flatMap(systems.firstIndex).map { " \($0 + 1)/\(systems.count)" } ?? ""
        let name = system.map { "\($0)\(systems.count > 1 ? place : "")" } ?? ""
        return book.map { "\(name)   \(ResellerIDWords.counts($0))" } ?? name
    }

    private func columns(_ width: Int, _ label: String) -> TableColumns {
        let isWide = width >= 110
        return TableColumns(
            [
                .init("CODE", isWide ? 15 : 9), .init("NAME"), .init(label.uppercased(), isWide ? 24 : 12),
                .init("STATE", width >= 60 ? 14 : 0), .init("SINCE", width >= 76 ? 10 : 0),
                .init("CUSTOMERS", width >= 110 ? 12 : 0),
                .init(isWide ? "DIFFERENT" : "DIFFER", isWide ? 9 : width >= 60 ? 6 : 0),
            ],
            width: width
        )
    }

    private func cells(_ reseller: ResellerIDBook.Reseller, _ book: ResellerIDBook) -> [TableColumns.Entry] {
        let isShared = book.shared.contains { $0.resellers.contains(reseller.account) }
        let differing = reseller.differing.count
        return [
            .init(reseller.account.code.rawValue), .init(reseller.account.name),
            .init(reseller.id.isEmpty ? "—" : reseller.id, isShared ? .warning : .normal),
            .init("\(reseller.state.sign) \(reseller.state.rawValue)", reseller.state.style),
            .init(reseller.since.day, .dim), .init(reseller.carriers.grouped),
            .init(differing.grouped, differing == 0 ? .dim : .warning),
        ]
    }

    /// What is known of the line under the cursor, whole.
    private func foot(_ book: ResellerIDBook) -> [(String, Style)] {
        switch selected {
        case .reseller(let reseller):
            [(ResellerIDWords.origin(reseller), .dim)] + book.remarks(on: reseller).map { ("! \($0)", .warning) }
        case .remark(let text): [("! \(text)", .warning)]
        case nil: []
        }
    }
}
