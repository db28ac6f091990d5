import Accounts
import Synchronizing
import Telling
import TextScreen

extension FormScreen {
    mutating func type(_ key: Key) -> [Effect]? {
        if parentPicker != nil { return typeIntoPicker(key) }
        if case .finished = phase { return nil }
        if key == .enter { return enter() }
        guard !isLocked, let field = focusedField else {
            if !isLocked, focus == .parent, key == .character(" ") || key == .right { return openPicker() }
            return nil
        }
        return field.definition.isText ? edit(field, key) : choose(in: field, key)
    }

    mutating func perform(_ command: Command) -> [Effect] {
        if case .finished(let outcome) = phase { return perform(command, after: outcome) }
        isAskingToDiscard = isAskingToDiscard && command == .back
        switch command {
        case .nextField where isOnlyRead: readOn(by: 1)
        case .previousField where isOnlyRead: readOn(by: -1)
        case .nextField: return moveFocus(by: 1)
        case .previousField: return moveFocus(by: -1)
        case .save: return save()
        case .back: return stopChecking() ?? leave()
        case .resellersForm: return openReseller()
        case .why: return why()
        case .rehearse: return form.map { [.go(.open(DryAttemptScreen($0)))] } ?? []
        case .askFirst: return askFirst()
        case .reloadFields:
            phase = form == nil ? .loading : phase
            return [.work(.loadForm(id, refresh: true))]
        default: break
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .save: refusalToSave
        case .resellersForm where reseller == nil: FormWords.noReseller
        case .rehearse where form == nil, .askFirst where form == nil: FormWords.noForm
        case .askFirst: if case .editing = phase, case .readOnly? = form?.mode { refusalToSave } else { nil }
        case .takeParent where parentPicker?.list.isEmpty != false: FormWords.nobodyToTake
        case .nextField where isLocked && unseenLines == 0, .previousField where isLocked && unseenLines == 0:
            FormWords.isLocked
        case .adopt, .cases, .edit, .tryAgain, .showPassword, .nextCustomer:
            if case .finished(let outcome) = phase { outcome.refusal(of: command) } else { nil }
        default: nil
        }
    }

    /// What is still being checked has not been sent, and will not be once the form is closed.
    private func stopChecking() -> [Effect]? {
        let isChecking = if case .checking = phase { true } else { isToBeSent }
        guard isChecking, let form else { return nil }
        return [.go(.close), .go(.say(FormWords.stopped(form.account.code)))]
    }

    /// Why the field under the cursor is filled in like this; on a button, why the account is as it is.
    private func why() -> [Effect] {
        guard let form, let subject = focus.subject else { return whyState }
        let field: FieldID? = if case .field(let id) = subject { id } else { nil }
        return [.why(.field(form, field))]
    }

    private var whyState: [Effect] { [.why(.state(id.account, on: system))] }

    private mutating func askFirst() -> [Effect] {
        guard let form else { return [] }
        return [askExists(form, isWished: true)]
    }

    private var refusalToSave: String? {
        switch phase {
        case .loading, .failed: FormWords.noForm
        case .checking, .sending: FormWords.isBeingSent
        case .editing where isToBeSent: FormWords.isBeingSent
        case .finished: FormWords.isOver
        case .editing:
            if case .readOnly(let link)? = form?.mode { FormWords.isReadOnly(link.state) } else { nil }
        }
    }

    private mutating func save() -> [Effect] {
        guard refusalToSave == nil, let form else { return [] }
        (phase, seen) = (.checking, shown)
        return [.work(.check(form, submits: true))]
    }

    private mutating func enter() -> [Effect] {
        switch focus {
        case .cancel: return [.go(.close)]
        case .save: return [.go(.perform(.save))]
        case .parent where !isLocked: return openPicker()
        case .parent, .field: return isLocked ? [] : moveFocus(by: 1)
        }
    }

    // MARK: Fields

    private mutating func edit(_ field: FormField, _ key: Key) -> [Effect]? {
        guard var editor, key != .control("p"), editor.apply(key) else { return nil }
        self.editor = editor
        change(field, to: editor.text)
        // Pasted text may contain hidden characters, so it is judged at once.
        guard case .paste = key, let form else { return [] }
        judged.insert(.field(field.id))
        return [.work(.check(form, submits: false))]
    }

    private mutating func choose(in field: FormField, _ key: Key) -> [Effect]? {
        var chooser = ChoiceField(definition: field.definition, value: field.value, cursor: choice)
        return chooser.apply(key) ? take(chooser, of: field) : nil
    }

    mutating func take(_ chooser: ChoiceField, of field: FormField) -> [Effect] {
        choice = chooser.cursor
        if chooser.value != field.value { change(field, to: chooser.value) }
        return []
    }

    private mutating func change(_ field: FormField, to value: String) {
        form?.enter(value, in: field.id)
        judged.remove(.field(field.id))
        isAskingToDiscard = false
    }

    // MARK: The parent

    private var reseller: AccountID? { form?.situation.parent?.account.id }

    private func openReseller() -> [Effect] {
        form?.situation.parent.map { [.form(of: $0.account, on: system)] } ?? []
    }

    mutating func openPicker() -> [Effect] {
        parentPicker = ParentPicker()
        return [.work(.findParents(system, text: ""))]
    }

    private mutating func typeIntoPicker(_ key: Key) -> [Effect]? {
        guard var picker = parentPicker else { return nil }
        switch picker.apply(key) {
        case .ignored: return nil
        case .moved:
            parentPicker = picker
            return []
        case .searched(let text):
            parentPicker = picker
            return [.work(.findParents(system, text: text))]
        case .closed:
            parentPicker = nil
            return []
        case .picked(let relative):
            parentPicker = nil
            form?.choose(parent: relative)
            judged.insert(.parent)
            return form.map { [.work(.check($0, submits: false))] } ?? []
        }
    }

    // MARK: After the conclusion

    private mutating func perform(_ command: Command, after outcome: SentForm) -> [Effect] {
        switch command {
        case .up: return scroll(by: -1)
        case .down: return scroll(by: 1)
        case .pageUp: return scroll(by: -max(size.rows - 4, 1))
        case .pageDown: return scroll(by: max(size.rows - 4, 1))
        case .back: return leave(outcome, .go(.close))
        case .nextCustomer: return leave(outcome, .work(.findNext(outcome.form.account, system)))
        case .why: return whyState
        case .adopt: return outcome.adoption.map { [.work(.adopt($0.link, $0.id, confirmed: true))] } ?? []
        case .edit:
            phase = .editing
            setFocus(firstStop)
            return [.work(.loadForm(id, refresh: false)), .work(.check(outcome.form, submits: false))]
        case .tryAgain:
            // The previous try changed the state on the system: a form made from the old one would be refused as stale.
            (form, phase, isToBeSent) = (outcome.form, .editing, true)
            return [.work(.loadForm(id, refresh: false))]
        case .showPassword:
            // It stands before all that may have no room.
            (phase, readingLine) = (.finished(outcome.showingPassword()), 0)
            return []
        default: return []
        }
    }

    /// Leaves the message; asks first if a generated password would be lost with it.
    private func leave(_ outcome: SentForm, _ effect: Effect) -> [Effect] {
        guard outcome.hidesPassword else { return [effect] }
        return [.ask(SentFormWords.unseenTitle, [SentFormWords.unseen], yes: SentFormWords.unseenYes, then: effect)]
    }
}
