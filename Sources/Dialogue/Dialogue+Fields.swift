import Accounts
import Synchronizing
import Telling
import Workspace

/// The fields of a form, one question each; Enter keeps what is there.
extension Dialogue {
    /// Fills in a form; false if there is nobody to answer any more.
    func fill(_ form: inout SyncForm) async -> Bool {
        guard await fillParent(&form) else { return false }
        for field in form.fields {
            guard !field.definition.isReadOnly, field.definition.kind != .file else {
                say(DialogueWords.field(field))
                continue
            }
            guard await fill(field, &form) else { return false }
        }
        return true
    }

    private func fill(_ field: FormField, _ form: inout SyncForm) async -> Bool {
        let choices = field.definition.answers
        if let choices { say(DialogueWords.choices(choices.map { field.definition.name(of: $0) })) }
        let isSecret = field.definition.kind == .mask
        while true {
            let question = DialogueWords.question(field)
            guard let line = await voice.ask(question, isSecret: isSecret) else { return false }
            let text = line.trimmed
            if text.isEmpty { return true }
            var value = text == "-" ? "" : text
            if let choices, let number = Int(text), choices.indices.contains(number - 1) {
                value = choices[number - 1].id
            }
            do throws(SyncForm.SettingProblem) {
                try form.set(field.id.rawValue, to: value)
                return true
            } catch {
                say(Notice(error))
            }
        }
    }

    private func fillParent(_ form: inout SyncForm) async -> Bool {
        say(DialogueWords.parent(form.parent))
        guard form.account.kind == .endCustomer else { return true }
        while true {
            guard let line = await voice.ask(DialogueWords.parentQuestion) else { return false }
            let text = line.trimmed
            if text.isEmpty { return true }
            guard let found = await parents(matching: text, on: form.situation.system.name) else { return true }
            guard !found.isEmpty else {
                say(FormWords.noParent.sentence)
                continue
            }
            guard let chosen = await choose(found) else { continue }
            form.choose(parent: chosen)
            say(DialogueWords.parent(form.parent))
            return true
        }
    }

    private func parents(matching text: String, on system: SystemName) async -> [AccountOnSystem]? {
        await attempt { () async throws(StoreFailure) in
            try await workspace.accounts.parents(on: system, matching: text, limit: 9)
        }
    }

    private func choose(_ found: [AccountOnSystem]) async -> AccountOnSystem? {
        if found.count == 1 { return found[0] }
        for (place, relative) in found.enumerated() { say(DialogueWords.numbered(place + 1, relative.named)) }
        guard let answer = await voice.ask(DialogueWords.whichParent), let number = Int(answer.trimmed),
            found.indices.contains(number - 1)
        else { return nil }
        return found[number - 1]
    }
}

extension FieldDefinition {
    /// What can be chosen, in its order; nil if the value is typed.
    fileprivate var answers: [Choice]? {
        switch kind {
        case .boolean: [Choice(id: "true", name: "yes"), Choice(id: "false", name: "no")]
        case .list where !choices.isEmpty, .multiSelect where !choices.isEmpty: choices
        default: nil
        }
    }
}
