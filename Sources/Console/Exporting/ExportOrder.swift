import Accounts
import FoundationEssentials
import Synchronizing
import Telling

/// What is to be written into a file: what a screen shows.
enum Exported: Sendable {
    /// All that the filter shows, or the marked accounts, with their states on a system.
    case shown(AccountLines, on: SystemName?)
    case marked(AccountLines, Set<AccountKey>, on: SystemName?)
    case plan(Plan)
    case rejects(RunStory)
    case successes(RunStory)

    var label: String {
        switch self {
        case .shown(let lines, _): ExportWords.shown(lines.matchCount, filter: lines.query.filter.text)
        case .marked(_, let keys, _): ExportWords.marked(keys.count)
        case .plan(let plan): ExportWords.plan(plan.items.count)
        case .rejects(let story): ExportWords.rejects(story.rejected.count)
        case .successes(let story): ExportWords.successes(story.synchronized.count)
        }
    }

    /// A name for the file that says what is in it, and when it was made.
    func name(at date: Date) -> String {
        let stamp = date.shortStamp.filter(\.isNumber)
        return switch self {
        case .shown, .marked: "accounts-\(stamp).csv"
        case .plan(let plan): "plan-\(plan.system.inFileName)-\(stamp).json"
        case .rejects(let story): "rejects-\(story.plan.system.inFileName)-\(stamp).csv"
        case .successes(let story): "synchronized-\(story.plan.system.inFileName)-\(stamp).csv"
        }
    }
}

struct ExportOrder: Sendable {
    var exported: Exported
    var path: String
    /// Whether a file that is there may be replaced: the operator was asked.
    var replaces = false
}

extension SystemName {
    /// The name without what a path or a shell would take for something else.
    fileprivate var inFileName: String {
        String(rawValue.map { $0.isLetter || $0.isNumber ? $0 : "-" }.prefix(40))
    }
}
