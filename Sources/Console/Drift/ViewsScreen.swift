import Accounts
import PlainText
import Pulling
import Synchronizing
import Telling
import TextScreen

/// One account on one system from three sides: the BSS, what was sent, the vendor.
struct ViewsScreen: FootedScreen {
    let context = Context.views
    let link: Link.ID
    private(set) var views: AccountViews?
    /// What the BSS itself holds; nil if it was not asked.
    private var held: HeldOptions?
    private(set) var isAsking = false
    /// Whether it was read, and is at no vendor any more.
    private var isGone = false
    var list = ListPane<AccountViews.Line>(height: 10)
    var foot = Foot()

    init(_ link: Link.ID) { self.link = link }

    var crumb: String? { views?.linked.account.code.rawValue ?? "…" }
    var subject: Link.ID? { link }

    mutating func appear() -> [Effect] { [.work(.loadViews(link, asks: false))] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { views == nil && !isGone }

    let rowsAboveList = 2
    func listHeight(of rows: Int) -> Int { max(rows - (rows < 16 ? 10 : 15), 2) }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return [.details(of: link.account)]
        case .ask:
            isAsking = true
            return [.work(.loadViews(link, asks: true))]
        case .why: return [.why(.state(link.account, on: link.system))]
        case .refresh: return appear()
        default: move(command)
        }
        return []
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .viewsLoaded(link, let views, let held, let isAsked):
            // What the vendor and the BSS said stays until they are asked again.
            var views = views
            if let held { self.held = held }
            if views?.vendor == nil, let said = self.views?.vendor { views?.vendor = said }
            (self.views, isGone) = (views, views == nil)
            if isAsked { isAsking = false }
            list.show(views?.lines ?? [], keeping: \.field)
            return []
        case .failed(.loadViews(link, asks: true), _):
            isAsking = false
            return []
        default: return happening.isChange ? appear() : []
        }
    }

    // MARK: The frame

    func draw(on frame: inout Frame, in area: Rect) {
        guard let views else {
            return frame.putPlaceholder(isGone ? DriftWords.nothingLinked : AccountsWords.reading, in: area)
        }
        let width = area.size.columns
        frame.put(title(views), at: area.row(0).origin.moved(columns: 1), style: .dim, width: width - 2)
        let label = width < 60 ? 8 : 13
        let side = max((width - label - 7) / 3, 4)
        let columns = TableColumns(
            [.init("", label), .init("BSS", side), .init("SENT", side), .init("VENDOR", side)],
            width: width,
            start: 2
        )
        columns.drawHeading(on: &frame, in: area.row(1))
        list.draw(on: &frame, in: area.dropping(rows: rowsAboveList)) { line, row, frame in
            columns.draw(Self.cells(list.items[line]), on: &frame, in: row)
        }
        drawFoot(on: &frame, in: area)
    }

    private func title(_ views: AccountViews) -> String { "\(link.system): \(DriftWords.state(views.linked.link))" }

    private static func cells(_ line: AccountViews.Line) -> [TableColumns.Entry] {
        let style: Style = line.matters ? .warning : .normal
        func entry(_ value: String?) -> TableColumns.Entry {
            .init(value ?? DriftWords.unknown, value == nil ? .dim : line.differs ? style : .normal)
        }
        let sign = line.matters ? "! " : line.differs ? "~ " : ""
        return [
            .init(sign + line.field.phrase, line.differs ? style : .dim), entry(line.book), entry(line.sent),
            entry(line.vendor),
        ]
    }

    /// First the line under the cursor where it differs, then what can be done, then where each side is from.
    var footParagraphs: [(String, Style)] {
        guard let views else { return [] }
        var lines: [(String, Style)] = []
        if let line = list.selected, line.differs { lines.append((line.phrase, line.matters ? .warning : .normal)) }
        if let entered = list.selected?.entered { lines.append((entered, .dim)) }
        for drift in views.drifts {
            lines.append((drift.cure, .normal))
            if drift.kind != .changed && drift.kind != .parent { lines.append((drift.phrase, .warning)) }
        }
        if let id = views.otherID { lines.append((DriftWords.otherID(id), .bad)) }
        if views.drifts.isEmpty, views.otherID == nil { lines.append((DriftWords.none, .good)) }
        if views.linked.link.state == .synchronized {
            lines.append(("ORDER: \(views.linked.link.verification)", .dim))
        }
        lines += [
            ("VENDOR: \(isAsking ? FormWords.asking(link.system) : views.vendorPhrase)", .dim),
            ("SENT: \(DriftWords.sent(views.linked))", .dim),
            ("BSS: \(DriftWords.book(views.linked.account))", .dim),
        ]
        if let held { lines.append(("OPTIONS: \(held.phrase)", held.differs ? .warning : .dim)) }
        // What had no room above the table.
        if title(views).columns > foot.size.columns - 2 { lines.append((title(views), .dim)) }
        return lines
    }
}
