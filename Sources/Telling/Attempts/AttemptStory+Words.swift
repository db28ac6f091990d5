import Accounts
package import FoundationEssentials
package import Synchronizing

extension AttemptStory {
    package var headline: String {
        number == 0
            ? "\(account.named) at \(system): nothing was sent."
            : "\(account.named) at \(system): attempt \(number) of \(count)."
    }

    /// What stood in the request, one sentence each.
    package var sent: [String] {
        guard let intent else { return [] }
        let named = values.shown
        let under = intent.parent.map {
            "Under \(parent?.named ?? $0.id.rawValue), whose id there is \($0.externalID)."
        }
        return [named.isEmpty ? "No value was sent." : "\(named)."] + [under].compactMap(\.self)
            + [
                "The attempt is \(intent.attempt); nothing of it was allowed to be sent after \(intent.deadline.wall.stamp)."
            ]
    }

    /// How far the request that is shown is the one that was sent.
    package var remarks: [String] {
        guard intent != nil else { return [] }
        let request =
            switch fidelity {
            case _ where self.request == nil: "The request cannot be made again from what is registered."
            case .exact:
                "The request is made again from what was written down; nothing that it is made from has changed."
            case .changed:
                "The account or the registration has changed since, and their earlier contents are not kept: the request is what these values would make now."
            }
        return [request, "Secrets, values of Mask fields and raw answers are not kept."]
    }
}

extension AttemptStory.Step {
    package var at: Date? { entry?.at.wall }

    package var by: String { entry?.by ?? "" }

    package var phrase: String {
        switch self {
        case .askedFirst: "asked before sending: not there (otherwise nothing would have been sent)"
        case .entry(let entry): entry.told
        }
    }

    package var entry: LogEntry? { if case .entry(let entry) = self { entry } else { nil } }
}

extension DryAttempt {
    /// The parent and the values of the form, each with where it comes from.
    package var values: [String] {
        func line(_ label: String, _ value: String, _ origin: String) -> String {
            "\(label): \(value.isEmpty ? "blank" : value)\(origin.isEmpty ? "" : ", \(origin)")"
        }
        let parent = line(ParentField.label, form.parent.chosen?.named ?? "", form.parent.provenance.phrase)
        return [parent] + form.fields.map { line($0.label, $0.shownValue, $0.provenance.phrase) }
    }
}

extension RequestSketch {
    /// What the request is for, and when it is made.
    package var purpose: String {
        switch call {
        case .exists: "First: ask whether it exists"
        case .synchronize: "Then, if it is not there: synchronize it"
        }
    }

    /// The request in lines, as it goes over the wire, with `…` where a value is not shown.
    package var lines: [String] {
        ["\(method) \(path)", "Host: \(host)"] + headers.map { "\($0.name): \($0.value ?? "…")" } + [""]
            + body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

package enum AttemptWords {
    package static let steps = "What happened"
    package static let sent = "What was sent"
    package static let request = "The request"
    package static let dryTitle = "What would be sent"
    package static let values = "The form"
    package static let none = "Nothing was ever sent or asked for it there."

    package static func dryHeadline(_ attempt: DryAttempt) -> String {
        "\(attempt.form.account.named) at \(attempt.form.situation.system.name): what would be sent now."
    }

    /// What synchronizing it would do, or why it would do nothing.
    package static func dryRun(_ attempt: DryAttempt) -> String {
        if case .readOnly(let link) = attempt.form.mode { return "Nothing would be sent: \(unsendable(link))." }
        return attempt.isSendable
            ? "Nothing was asked or sent. Synchronizing it would make these requests, the second only if the first says \"not there\"."
            : "Nothing was asked or sent. Nothing would be sent, either: something must be corrected first."
    }

    private static func unsendable(_ link: Link) -> String {
        switch link.state {
        case .synchronized: "it is synchronized as \(link.shownID) and is not sent again"
        case .abandoned: "it is abandoned, and nothing more is sent for it"
        case .sending: "it is being sent by \(link.by) right now"
        default: "it is \(link.state.rawValue), which must be resolved first"
        }
    }
}
