import Accounts
import FoundationEssentials
package import Synchronizing
package import Workspace

extension Plan.Obstacle {
    package var message: String {
        switch self {
        case .finding(let finding): finding.message
        case .setting(let problem): problem.phrase
        case .sentOtherwise(let difference, let state, let id):
            "it is \(state == .synchronized ? "synchronized as \(id?.rawValue ?? "")" : "in doubt") "
                + "with \(difference.label) \"\(difference.sent)\", not \"\(difference.asked)\""
        case .state(let state): "it \(state.predicate)"
        case .parentOtherwise(let code): "its parent \(code) is synchronized with values other than those asked for"
        case .ownParent: "it is named as its own parent"
        case .words(let message, _): message
        }
    }

    /// What to do now, if anything.
    ///
    /// Accounts in a plan are not confirmed one by one: whoever shows the plan says how to include Storefront-managed
    /// accounts.
    package var cure: String? {
        switch self {
        case .finding(let finding):
            finding.rule == .storefrontManaged ? "the platform creates it at its first Storefront order" : finding.cure
        case .parentOtherwise: nil
        case .setting(let problem): problem.cure
        case .sentOtherwise: "correct the value in the vendor's portal"
        case .state(.sending), .state(.waiting): "wait for it to end"
        case .state(.abandoned): "adopt its id if it is at the vendor after all"
        case .state: "resolve it first"
        case .ownParent: "name its reseller, or leave the parent out"
        case .words(_, let cure): cure
        }
    }

    package var sentence: String { message.followed(by: cure) }

    /// What to do now for whoever has the plan from a command, or as a file.
    package var commandCure: String? {
        if case .finding(let finding) = self, finding.rule == .storefrontManaged { finding.commandCure } else { cure }
    }

    package var commandSentence: String { message.followed(by: commandCure) }
}

extension PlanDocument {
    package init(told plan: Plan, forecast: Forecast? = nil) {
        self.init(
            plan,
            forecast: forecast,
            words: { Words(message: $0.message, cure: $0.commandCure) },
            origin: \.phrase
        )
    }
}

extension Plan {
    /// The plan as it is kept with its run, and read back.
    package var text: String { json([]) }

    /// The plan as `plan --json` prints it.
    package var printed: String { json(.prettyPrinted) + "\n" }

    private func json(_ more: JSONEncoder.OutputFormatting) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = more.union([.sortedKeys, .withoutEscapingSlashes])
        // A document of texts and numbers can always be encoded.
        return (try? encoder.encode(PlanDocument(told: self))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension ValueDifference {
    /// Both values, on a line of their own.
    package var sentence: String { "\(label): sent \"\(sent)\", asked for \"\(asked)\"" }
}

extension PlanDifference {
    /// What differs, as the subject of a sentence.
    package var phrase: String {
        switch self {
        case .accountGone: "the account (it is gone)"
        case .trait(Account.goneTrait, _, _): "whether the BSS has it"
        case .trait(let name, let planned, let now): "\(name) (\"\(planned)\" in the plan, \"\(now)\" now)"
        case .parent: "its parent"
        case .parentGone(let code): "its parent \(code) (it is gone)"
        case .state: "its state"
        case .field(let label): label
        }
    }
}

extension BulkRun.Quarantine {
    package var phrase: String {
        switch self {
        case .refused(let status): Reason.refused(status: status, message: "").pausing
        case .paused(let reason): "its system is paused, for \(reason.pausing)"
        case .failures(let failed, let sent): "\(failed) of \(sent) failed"
        }
    }
}
