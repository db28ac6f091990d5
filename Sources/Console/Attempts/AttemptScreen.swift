import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen
import Workspace

/// One attempt to send an account, step by step, with what was sent as far as that is kept.
struct AttemptScreen: Screen {
    let context = Context.attempt
    let crumb: String? = "What happened"
    let subject: Link.ID?
    let choice: AttemptStory.Choice
    /// nil until it is read; then nil inside if there is none.
    private var story: AttemptStory??
    private var page = TextPage("", [])
    private var size = Size(columns: 80, rows: 24)

    /// The attempt, or the entry, that is to be shown.
    enum Subject {
        case last(Link.ID)
        case entry(LogEntry)
    }

    init(_ subject: Subject) {
        switch subject {
        case .last(let id): (self.subject, choice) = (id, .last)
        case .entry(let entry):
            (self.subject, choice) = (Link.ID(entry.account, on: entry.system), .entry(entry.number))
        }
    }

    private var load: [Effect] { subject.map { [.work(.loadStory(choice, $0))] } ?? [] }

    mutating func appear() -> [Effect] { load }

    func awaits(_ key: Key, _ command: Command?) -> Bool { story == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        return page.resize(size)
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .refresh: load
        case .why: subject.map { [.go(.open(WhyScreen(.state($0.account, on: $0.system))))] } ?? []
        default: page.perform(command)
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .storyLoaded(choice, let id, let story) where id == subject:
            guard self.story != .some(story) else { return [] }
            self.story = .some(story)
            page = TextPage("", story?.paragraphs ?? [.init(text: ""), .init(text: AttemptWords.none, style: .dim)])
            return page.resize(size)
        default: return happening.isChange ? load : []
        }
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard story != nil else {
            frame.put("reading …", at: area.row(1).origin.moved(columns: 3), style: .dim)
            return
        }
        page.draw(on: &frame, in: area)
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
