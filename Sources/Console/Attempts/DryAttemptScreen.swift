import Accounts
import Synchronizing
import Telling
import TextScreen

/// What sending a form as it is filled in would ask and send, step by step.
struct DryAttemptScreen: Screen {
    let context = Context.attempt
    let crumb: String? = AttemptWords.dryTitle
    private let form: SyncForm
    private var attempt: DryAttempt?
    private var page = TextPage("", [])
    private var size = Size(columns: 80, rows: 24)

    init(_ form: SyncForm) { self.form = form }

    var subject: Link.ID? { form.id }

    mutating func appear() -> [Effect] { [.work(.rehearse(form))] }

    func awaits(_ key: Key, _ command: Command?) -> Bool { attempt == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        return page.resize(size)
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .refresh: appear()
        case .why: [.go(.open(WhyScreen(.state(form.id.account, on: form.id.system))))]
        default: page.perform(command)
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .rehearsed(let attempt) where attempt.form == form:
            guard self.attempt != attempt else { return [] }
            self.attempt = attempt
            page = TextPage("", attempt.paragraphs)
            return page.resize(size)
        default: return happening.isChange ? appear() : []
        }
    }

    mutating func scroll(by lines: Int) -> [Effect] { page.scroll(by: lines) }

    func draw(on frame: inout Frame, in area: Rect) {
        guard attempt != nil else {
            frame.put(AccountsWords.reading, at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        page.draw(on: &frame, in: area)
    }
}

extension DryAttempt {
    fileprivate var paragraphs: [TextPage.Paragraph] {
        func heading(_ text: String) -> [TextPage.Paragraph] { [.init(text: ""), .init(text: text, style: .heading)] }
        func indented(_ text: String, _ style: Style = .normal) -> TextPage.Paragraph {
            .init(label: "  ", text: text, style: style, indent: 2)
        }
        let said = AttemptWords.dryRun(self)
        let isOver = form.mode != .editable
        var paragraphs: [TextPage.Paragraph] = [
            .init(text: ""), .init(text: AttemptWords.dryHeadline(self), style: .strong),
            .init(text: said, style: isSendable ? .normal : isOver ? .dim : .bad),
        ]
        paragraphs += heading(AttemptWords.values) + values.map { indented($0) }
        paragraphs += findings.map { finding in
            switch finding.severity {
            case .blocks: indented("✗ \(finding.sentence)", .bad)
            case .warns: indented("! \(finding.sentence)", .warning)
            case .passes: indented("✓ \(finding.message)", .good)
            }
        }
        for request in requests {
            paragraphs += heading(request.purpose) + request.lines.map(TextPage.Paragraph.init(ofRequest:))
        }
        return paragraphs
    }
}
