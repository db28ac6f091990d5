import Accounts
package import Synchronizing

extension Explanation {
    /// What is explained, as a sentence.
    package var headline: String {
        let named = account?.named ?? ""
        return switch subject {
        case .state(let state): "\(named) is \(state.rawValue) at \(system)."
        case .parent(let parent?): "The Parent Account of \(named) at \(system) is \(parent.named)."
        case .parent(nil): "The Parent Account of \(named) at \(system) is blank."
        case .field(let field):
            "\(field.label) of \(named) at \(system) is \(field.value.isEmpty ? "empty" : "\"\(field.shownValue)\"")."
        case .pause: "\(system) is paused."
        }
    }

    /// What would alter it, as a sentence.
    package var alteration: String {
        switch change {
        case .unlink, .portal, .vendor: change.phrase.sentence
        default: "To alter that: \(change.phrase)."
        }
    }

    package var command: String? { change.command(self)?.description }
}
