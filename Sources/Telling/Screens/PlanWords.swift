package import Accounts
package import Synchronizing

package enum PlanWords {
    package static let beingMade = "the plan is being made anew"
    package static func planning(_ progress: (done: Int, total: Int)?) -> String {
        guard let progress, progress.total > 1_000 else { return "planning …" }
        return "planning … \(progress.done.grouped) of \(progress.total.grouped)"
    }

    package static let noPlan = "there is no plan yet"
    package static let nothingToSend = "there is nothing to send"
    package static let reasons = "VALUES, OR WHY NOT"
    package static let adopts = "adopts what is there already"
    package static let storefrontToo: KeyedText = "; \(key: .storefrontToo) includes Storefront-managed accounts"

    package static func marked(_ count: Int, hidden: Int) -> String {
        "\(count.grouped) marked" + (hidden == 0 ? "" : ", \(hidden.grouped) hidden by the filter")
    }
    /// The same where there is little room.
    package static func markedBriefly(_ count: Int, hidden: Int) -> String {
        "\(count.grouped) marked" + (hidden == 0 ? "" : ", \(hidden.grouped) hidden")
    }
    package static func filtered(_ text: String) -> String {
        text.isEmpty ? "all accounts" : "all that \"\(text)\" shows"
    }

    package static func verdict(_ kind: Plan.Verdict.Kind, of code: AccountCode) -> String {
        "In the plan, \(code) is \(kind.rawValue)."
    }
    package static func chosen(_ count: Int) -> String { "\(count.grouped) marked in what needs you" }

    package static func paused(_ system: SystemName, _ reason: some CustomStringConvertible) -> KeyedText {
        "\(system) is paused: \(reason). \(key: .liftPause) in Provisioning systems uses it again."
    }

    package static func question(_ plan: Plan, sendable: Int, selection: String, adopts: Bool) -> [String] {
        var text = ["\(sendable.accounts) to \(plan.system), parents first. Selected: \(selection)."]
        let left = [Plan.Verdict.Kind.blocked, .synchronized].filter { plan.counts[$0] != nil }
        if !left.isEmpty {
            let count = left.reduce(0) { $0 + (plan.counts[$1] ?? 0) }
            let kinds =
                count == 1
                ? left[0].rawValue
                : left.map { "\((plan.counts[$0] ?? 0).grouped) \($0.rawValue)" }.joined(separator: ", ")
            text.append("\(count.grouped) \(count == 1 ? "is" : "are") left out: \(kinds).")
        }
        if adopts { text.append("What is at \(plan.system) already is adopted without a further question.") }
        return text
    }

    package static let askForApproval = "ask for approval"

    // MARK: Values

    package static let forThis = "set for this account"
    package static let forAll = "set for all"
    package static let forThisInstead = "for this account instead"
    package static let forAllInstead = "for all instead"
    package static let notSetYet = "not set yet"
    package static let enteredForThis = "entered for this account"
    package static let enteredForAll = "entered for all accounts of the plan"
    package static let isOnlyField = "there is no other field"

    package static func whyReadOnly(_ item: Plan.Item, _ mode: SyncForm.Mode?) -> String? {
        switch (item.verdict, mode) {
        case (.synchronized, _): "\(item.code) is already synchronized: its values are not sent again"
        case (.inDoubt, _): "\(item.code) is in doubt: its values were sent"
        case (_, .readOnly(let link)): "\(item.code) \(link.state.predicate): its values cannot be changed"
        default: nil
        }
    }
}

extension Plan.Verdict.Kind {
    /// How many accounts have the verdict: `1 waits for its parent`.
    package func counted(_ count: Int) -> String {
        "\(count.grouped) \(self == .waits && count != 1 ? "wait for their parent" : rawValue)"
    }
}
