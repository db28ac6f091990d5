/// The Sync Options form of one account on one system, without a screen: the console, the line prompts and the commands
/// all fill in this one.
package struct SyncForm: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// It can be filled in and sent.
        case editable
        /// It can only be read, because of the state of the link.
        case readOnly(Link)
    }

    package let situation: Situation
    package let mode: Mode
    package internal(set) var parent: ParentField
    /// The vendor's fields, in its order.
    package internal(set) var fields: [FormField]

    /// Fills in a form with everything that is known.
    package init(_ situation: Situation) {
        self.situation = situation
        self.mode = Self.mode(for: situation.link)
        self.parent = ParentField(account: situation.account, parent: situation.parent)
        if case .readOnly(let link) = mode {
            self.fields = situation.definitions.fields.map { FormField($0, prefilled: Self.sent($0, link)) }
        } else {
            let parent = self.parent.chosen
            self.fields = situation.definitions.fields.map {
                FormField($0, prefilled: Self.prefill($0, situation, parent: parent))
            }
        }
    }

    package var account: Account { situation.account }
    package var isChanged: Bool { parent.isChanged || fields.contains(where: \.isChanged) }

    package func field(meaning: FieldMeaning) -> FormField? { fields.first { $0.meaning == meaning } }

    /// The email that the vendor would use: the field's, or the account's if no field asks for one.
    package var email: String {
        field(meaning: .email)?.value ?? account.email.trimmed.composed
    }

    /// Sets the value of a field; an unknown id changes nothing.
    package mutating func enter(_ value: String, in id: FieldID) {
        guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
        fields[index].enter(value)
    }

    /// Chooses another parent; values filled in from the old one are replaced by values from the new one.
    package mutating func choose(parent relative: AccountOnSystem?) {
        let original = ParentField(account: account, parent: situation.parent)
        if let relative, relative.account.id != original.chosen?.account.id {
            parent.chosen = relative
            parent.absence = nil
            parent.provenance = .entered
            parent.isChanged = true
        } else {
            parent = original
        }
        refill()
    }

    /// Chooses a parent that is not synchronized yet but will be by the same plan, with the values of its form.
    package mutating func plan(parent form: SyncForm) {
        let link = Link(
            account: form.account.id,
            system: form.situation.system.name,
            state: .waiting,
            options: form.request.storableOptions,
            changed: form.situation.definitions.fetched
        )
        parent.chosen = AccountOnSystem(account: form.account, link: link)
        parent.absence = nil
        parent.isPlanned = true
        parent.isChanged = form.account.id != account.parent
        parent.provenance = parent.isChanged ? .entered : .plannedReseller
        refill()
    }

    private mutating func refill() {
        fields = fields.map { field in
            var new = FormField(
                field.definition,
                prefilled: Self.prefill(field.definition, situation, parent: parent.chosen)
            )
            if field.isChanged { new.enter(field.value) }
            return new
        }
    }

    /// The form for sending an account in doubt again, with the values that were sent; the operator has confirmed it.
    package var sendable: SyncForm {
        var form = self
        guard let link = situation.link else { return form }
        for (id, value) in link.options { form.enter(value, in: id) }
        return form
    }

    private static func mode(for link: Link?) -> Mode {
        switch link?.state {
        case .synchronized, .sending, .inDoubt, .conflict, .abandoned: link.map(Mode.readOnly) ?? .editable
        default: .editable
        }
    }
}
