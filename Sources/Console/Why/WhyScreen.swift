import Accounts
import FoundationEssentials
import Synchronizing
import Telling
import TextScreen

/// Why something is as it is: the chain of facts, each with its time and where it is known from, and the smallest change
/// that would alter it.
struct WhyScreen: PageScreen {
    let context = Context.why
    let crumb: String? = "Why"
    let question: WhyQuestion
    /// What the place says from which it was asked, such as a plan about one of its accounts.
    private let preface: [String]
    private var explanations: [Explanation] = []
    var page: TextPage?
    var size = Size(columns: 80, rows: 24)

    init(_ question: WhyQuestion, preface: [String] = []) {
        self.question = question
        self.preface = preface
    }

    mutating func appear() -> [Effect] { [.work(.explain(question))] }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: way.map { [$0] } ?? []
        case .refresh: appear()
        default: page?.perform(command) ?? []
        }
    }

    func refusal(of command: Command) -> String? {
        command == .open && way == nil ? WhyWords.noWay : nil
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .explained(question, let explanations):
            self.explanations = explanations
            return show(paragraphs(explanations))
        default: return happening.isChange ? appear() : []
        }
    }

    private func paragraphs(_ explanations: [Explanation]) -> [TextPage.Paragraph] {
        let above = preface.map { TextPage.Paragraph(text: $0) }
        let none = explanations.isEmpty ? [TextPage.Paragraph(text: WhyWords.nothing, style: .dim)] : []
        return [TextPage.Paragraph(text: "")] + above + (above.isEmpty ? [] : [TextPage.Paragraph(text: "")]) + none
            + explanations.flatMap(\.paragraphs)
    }

    /// Where the smallest change of the only explanation can be made.
    private var way: Effect? {
        guard explanations.count == 1, let explanation = explanations.first,
            let account = explanation.account
        else { return nil }
        let link = Link.ID(account.id, on: explanation.system)
        switch explanation.change {
        case .mend(let finding):
            guard let reseller = finding.reseller(in: explanation) else { fallthrough }
            return .form(of: reseller, on: link.system)
        case .send, .correct, .askForFields, .column, .enter, .chooseParent:
            // A form that asks leads back to itself.
            if case .field = question { return nil }
            return .form(of: account, on: link.system)
        case .resolve, .adopt, .compare, .adoptAfterAll: return .go(.open(CaseScreen(link)))
        case .liftPause: return .go(.open(SystemsPopUp(account.id, name: account.name)))
        case .enable, .otherSystem, .waitForEnd, .waitForRetry, .waitForRun, .unlink, .portal, .vendor: return nil
        }
    }
}

extension Finding {
    /// The account's reseller, if it has to be synchronized first.
    fileprivate func reseller(in explanation: Explanation) -> Account? {
        guard case .parentNotSynchronized = rule else { return nil }
        return explanation.facts.lazy
            .compactMap { fact in if case .parent(let parent) = fact.what { parent.account } else { nil } }.first
    }
}

extension Explanation {
    fileprivate var paragraphs: [TextPage.Paragraph] {
        let facts = facts.flatMap { fact in
            [
                TextPage.Paragraph(text: fact.heading, style: .dim),
                TextPage.Paragraph(label: "  ", text: fact.phrase(on: system), indent: 2),
            ]
        }
        let change = [TextPage.Paragraph(text: alteration(inForm: true), style: .accent)]
        let command = command.map { [TextPage.Paragraph(label: "  ", text: $0, style: .dim, indent: 2)] } ?? []
        let (space, title) = (TextPage.Paragraph(text: ""), TextPage.Paragraph(text: headline, style: .strong))
        return [title] + change + command + [space] + facts + [space]
    }
}

extension Fact {
    /// When it was, where it is known from, and in whose name it happened.
    fileprivate var heading: String {
        [at.map(\.stamp), source.rawValue, by.flatMap { $0.isEmpty ? nil : "by \($0)" }].compactMap(\.self)
            .joined(separator: "  ")
    }
}
