import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen
import Workspace

/// One attempt to send an account, step by step, with what was sent as far as that is kept.
struct AttemptScreen: PageScreen {
    let context = Context.attempt
    let crumb: String? = "What happened"
    private let choice: AttemptStory.Choice
    private let id: Link.ID
    var page: TextPage?
    var size = Size(columns: 80, rows: 24)

    init(_ choice: AttemptStory.Choice, of id: Link.ID) { (self.choice, self.id) = (choice, id) }

    var subject: Link.ID? { id }

    mutating func appear() -> [Effect] { [.work(.loadStory(choice, id))] }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .refresh: appear()
        case .why: [.why(.state(id.account, on: id.system))]
        default: page?.perform(command) ?? []
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .storyLoaded(choice, id, let story):
            show(story?.paragraphs ?? [.init(text: ""), .init(text: AttemptWords.none, style: .dim)])
        default: happening.isChange ? appear() : []
        }
    }
}

extension EffectRunner {
    func loadStory(_ choice: AttemptStory.Choice, of id: Link.ID) async throws(StoreFailure) {
        guard let system = try await system(id.system) else { return }
        guard let account = try await workspace.accounts.row(id: id.account)?.account else {
            return post(.told(.accountGone(id.account)))
        }
        post(.storyLoaded(choice, id, try await workspace.synchronizer.story(choice, of: account, on: system)))
    }
}

extension AttemptStory {
    fileprivate var paragraphs: [TextPage.Paragraph] {
        func part(_ title: String, _ paragraphs: [TextPage.Paragraph]) -> [TextPage.Paragraph] {
            paragraphs.isEmpty ? [] : [.init(text: ""), .init(text: title, style: .heading)] + paragraphs
        }
        func indented(_ text: String, _ style: Style = .normal) -> TextPage.Paragraph {
            .init(label: "  ", text: text, style: style, indent: 2)
        }
        let told = steps.flatMap { step in
            let heading = [step.at?.stamp ?? "", step.by.isEmpty ? "" : "by \(step.by)"].filter { !$0.isEmpty }
            return (heading.isEmpty ? [] : [TextPage.Paragraph(text: heading.joined(separator: "  "), style: .dim)])
                + [indented(step.phrase, step.entry?.state.style ?? .normal)]
        }
        let lines = request?.lines.map(TextPage.Paragraph.init(ofRequest:)) ?? []
        return [.init(text: ""), .init(text: headline, style: .strong)] + part(AttemptWords.steps, told)
            + part(AttemptWords.sent, sent.map { indented($0) })
            + part(AttemptWords.request, lines + remarks.map { indented($0, .dim) })
    }
}

extension TextPage.Paragraph {
    /// A line of a request, which keeps its indentation.
    init(ofRequest line: String) {
        let indent = 2 + min(line.prefix { $0 == " " }.count, 12)
        self.init(label: String(repeating: " ", count: indent), text: line, indent: indent)
    }
}
