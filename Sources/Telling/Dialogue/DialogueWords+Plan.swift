import Accounts
package import FoundationEssentials
package import Synchronizing

extension DialogueWords {
    package static let planPrompt = "The plan, a letter, ? for help:"
    package static let planHelp = [
        "l: its accounts. l and a number: those from that one on. l blocked: those that are not sent, and why.",
        "v and field=value: a value for all of them. a: adopt what is at the vendor already, or not.",
        "m: send Storefront-managed accounts, or not.",
        "y: start, after a question. Enter: leave it.",
    ]
    package static let valueForm = "Write v, the field, = and the value: v Reseller ID=RS-77."

    package static func counts(of plan: Plan) -> String {
        let parts = Plan.Verdict.Kind.allCases.compactMap { kind in
            plan.counts[kind].map(kind.counted)
        }
        return "A plan of \(plan.items.count.accounts) for \(plan.system): "
            + (parts.isEmpty ? "nothing to do." : "\(parts.joined(separator: ", ")).")
    }

    package static func line(_ number: Int, _ item: Plan.Item) -> String {
        "\(number). \(item.code), \(item.name), \(item.verdict.kind.rawValue): \(item.line(isBrief: false).sentence)"
    }

    package static func moreItems(_ count: Int, next: Int) -> String {
        "\(count.grouped) more, the next one is number \(next)."
    }

    package static func ended(_ item: Plan.Item, _ entry: RunStory.Entry) -> String {
        "\(item.code), \(entry.result.name): \(entry.words)"
    }

    /// How far a run is; nil if all of it is done, since its end is told next.
    package static func progress(_ story: RunStory, at now: Date) -> String? {
        guard story.isRunning, story.openCount > 0 else { return nil }
        let pace = story.wait(at: now).map { [$0] } ?? story.pace(at: now)
        let how = pace.isEmpty ? "" : ", \(pace.joined(separator: ", "))"
        return "\(story.doneCount.grouped) of \(story.plan.items.count.grouped) done\(how)."
    }

    package static func endedAtOnce(_ underWay: Int) -> String {
        "The run was ended at once, with \(underWay == 1 ? "1 account" : "\(underWay) accounts") under way."
    }

    package static func retry(_ count: Int) -> String {
        "send the \(count.accounts) again that \(count == 1 ? "was" : "were") refused or not sent"
    }
}

extension String {
    /// With a capital letter in front, to begin a sentence.
    var sentenceStart: String { prefix(1).uppercased() + dropFirst() }
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
