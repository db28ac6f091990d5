/// The Sync Options form of one account on one system, without a screen: the console, the line prompts and the commands
/// fill the same one.
package struct SyncForm: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// Filled and sent.
        case editable
        /// Only read, for the state that the link is in.
        case readOnly(Link)
    }

    package let situation: Situation
    package let mode: Mode
    /// The field "Parent Account".
    package internal(set) var parent: ParentField
    /// The vendor's fields, in its order.
    package internal(set) var fields: [FormField]

    /// Fills a form with all that is known.
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

    /// The email that the vendor would use: the field's, or the account's where no field asks for it.
    package var email: String {
        field(meaning: .email)?.value ?? account.email.trimmed.composed
    }

    /// Puts a value into a field; an unknown id changes nothing.
    package mutating func enter(_ value: String, in id: FieldID) {
        guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
        fields[index].enter(value)
    }

    /// Puts another reseller above the account; what was filled in from the old one is filled in from the new one.
    package mutating func choose(parent relative: AccountOnSystem?) {
        let original = ParentField(account: account, parent: situation.parent)
        guard let relative, relative.account.id != original.chosen?.account.id else {
            parent = original
            refill()
            return
        }
        parent.chosen = relative
        parent.absence = nil
        parent.provenance = .entered
        parent.isChanged = true
        refill()
    }

    /// Puts a reseller above the account that is not synchronized yet, but will be by the same plan, with the values of
    /// its form.
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

    /// The form to send again what is in doubt, with the values that were sent; the operator confirmed it.
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
