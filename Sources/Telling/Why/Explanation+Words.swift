import Accounts
package import Synchronizing

extension Explanation {
    /// What is explained, as a sentence.
    package var headline: String {
        let named = account?.named ?? ""
        return switch subject {
        case .state(let state): "\(named) \(state.predicate(at: system))."
        case .parent(let parent?): "The Parent Account of \(named) at \(system) is \(parent.named)."
        case .parent(nil): "The Parent Account of \(named) at \(system) is blank."
        case .field(let field):
            "\(field.label) of \(named) at \(system) is \(field.value.isEmpty ? "empty" : "\"\(field.shownValue)\"")."
        case .pause: "\(system) is paused."
        }
    }

    /// What would alter it, as a sentence; `inForm`: for somebody who has a form.
    package func alteration(inForm: Bool) -> String {
        let phrase = change.phrase(inForm: inForm)
        return switch change {
        case .unlink, .portal, .vendor, .waitForRetry, .waitForRun: phrase.sentence
        default: "To alter that: \(phrase)."
        }
    }

    package var command: String? { change.command(self)?.description }
}

package enum WhyWords {
    package static let noWay = "there is no one place where it could be altered"
    package static let nothing = "There is nothing to explain any more."
}
