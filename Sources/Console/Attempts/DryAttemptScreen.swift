import Accounts
import Synchronizing
import Telling
import TextScreen

/// What sending a form as it is filled in would ask and send, step by step.
struct DryAttemptScreen: PageScreen {
    let context = Context.attempt
    let crumb: String? = AttemptWords.dryTitle
    private let form: SyncForm
    var page: TextPage?
    var size = Size(columns: 80, rows: 24)

    init(_ form: SyncForm) { self.form = form }

    var subject: Link.ID? { form.id }

    mutating func appear() -> [Effect] { [.work(.rehearse(form))] }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .refresh: appear()
        case .why: [.why(.state(form.id.account, on: form.id.system))]
        default: page?.perform(command) ?? []
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .rehearsed(let attempt) where attempt.form == form: show(attempt.paragraphs)
        default: happening.isChange ? appear() : []
        }
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
        paragraphs += findings.map(\.look).map { text, style in indented(text, style) }
        for request in requests {
            paragraphs += heading(request.purpose) + request.lines.map(TextPage.Paragraph.init(ofRequest:))
        }
        return paragraphs
    }
}
