import Accounts
import Foundation
import Synchronizing
import Telling

struct ExplanationJSON: Encodable {
    struct Fact: Encodable {
        var at: Date?
        var source, message: String
        var by: String?
        var attempt, externalId, event, state: String?
        var vendorsWords: String?
    }

    struct Change: Encodable {
        var message: String
        var command: String?
    }

    var account: ToldAccount?
    var system: String
    var state: String?
    var field: NamedValueJSON?
    var message: String
    var facts: [Fact]
    var change: Change

    init(_ explanation: Explanation) {
        account = explanation.account.map { ToldAccount($0) }
        system = explanation.system.rawValue
        message = explanation.headline
        facts = explanation.facts.map { Fact($0, on: explanation.system) }
        change = Change(message: explanation.change.phrase(inForm: false), command: explanation.command)
        switch explanation.subject {
        case .state(let state): self.state = state.rawValue
        case .pause: break
        case .parent(let parent): field = NamedValueJSON(label: ParentField.label, value: parent?.code.rawValue ?? "")
        case .field(let subject):
            let value = subject.definition.kind == .mask ? "" : subject.value
            field = NamedValueJSON(id: subject.id.rawValue, label: subject.label, value: value)
        }
    }
}

extension ExplanationJSON.Fact {
    init(_ fact: Fact, on system: SystemName) {
        at = fact.at
        source = fact.source.rawValue
        message = fact.phrase(on: system)
        by = fact.by
        vendorsWords = fact.vendorsWords
        guard case .entry(let entry) = fact.what else { return }
        attempt = entry.attempt?.rawValue
        externalId = entry.externalID?.rawValue
        event = entry.event.rawValue
        state = entry.state.rawValue
    }
}
