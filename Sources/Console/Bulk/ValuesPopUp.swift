import Accounts
import Synchronizing
import Telling
import TextScreen

/// The values of one account as the plan has them; new ones can be entered for this account, or for all accounts of the
/// plan.
struct ValuesPopUp: EntryScreen {
    let context = Context.values
    let item: Plan.Item
    private let system: SystemName
    /// The id of the request whose plan it is.
    private let plan: Int
    private let definitions: SyncOptionDefinitions
    /// What was entered into the plan: for all accounts, and for this one.
    private let settings: (all: [Setting], own: [Setting])
    /// What was typed or chosen here and is not set yet, by field.
    private var drafts: [FieldID: String] = [:]
    private(set) var cursor: ListCursor
    private(set) var editor: LineEditor?
    private(set) var choice = 0
    /// Whether ↵ sets the value for all accounts, if the operator has chosen.
    private var isForAllByHand: Bool?
    var isAskingToDiscard = false
    /// The form without the plan's entries: the prefilled values, the name of the parent, and whether it can be
    /// changed.
    private(set) var form: SyncForm?

    init(_ item: Plan.Item, of order: PlanRequest, _ basis: PlanningBasis) {
        self.item = item
        (system, plan) = (order.system, order.id)
        definitions = basis.definitions
        settings = (order.settings, order.own[item.id] ?? [])
        cursor = ListCursor(count: item.fields.count)
        // If something is wrong, that is why the operator opened it.
        cursor.move(to: item.fields.firstIndex { problem(of: $0) != nil } ?? 0)
        setFocus()
    }

    private var id: Link.ID { Link.ID(item.id, on: system) }
    var isChanged: Bool { !changes.isEmpty }
    var takesLines: Bool { field.flatMap(definition)?.takesLines == true }

    var field: Plan.Field? { cursor.selected < item.fields.count ? item.fields[cursor.selected] : nil }

    /// Whether ↵ sets the value for all accounts of the plan: what was entered for all is also changed for all.
    var isForAll: Bool { isForAllByHand ?? field.map { source(of: $0) == .all } ?? false }

    mutating func appear() -> [Effect] { [.work(.loadForm(id, refresh: false))] }

    mutating func receive(_ happening: Happening) -> [Effect] {
        if case .formLoaded(let form) = happening, form.id == id { self.form = form }
        return []
    }

    // MARK: Keys

    mutating func type(_ key: Key) -> [Effect]? {
        if key != .escape { isAskingToDiscard = false }
        guard let field, let definition = definition(of: field), refusalToEdit(field) == nil else { return nil }
        guard definition.isText else {
            var chooser = ChoiceField(definition: definition, value: value(of: field), cursor: choice)
            guard chooser.apply(key) else { return nil }
            (choice, drafts[field.id]) = (chooser.cursor, chooser.value)
            return []
        }
        guard editor?.apply(key) == true, let editor else { return nil }
        drafts[field.id] = editor.text
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .nextField: turn(by: 1)
        case .previousField: turn(by: -1)
        case .toggleTarget: isForAllByHand = !isForAll
        case .takeAway:
            if let field { drafts[field.id] = "" }
            setFocus()
        case .setValues: return set()
        case .why: if let form { return [.why(.field(form, field?.id))] }
        case .back: return leave()
        default: break
        }
        return []
    }

    mutating func click(_ target: Target.Meaning) -> [Effect] {
        switch target {
        case .field(let index): go { $0.move(to: index) }
        case .choice(let option, let index):
            go { $0.move(to: index) }
            guard let field, let definition = definition(of: field), refusalToEdit(field) == nil else { return [] }
            var chooser = ChoiceField(definition: definition, value: value(of: field), cursor: choice)
            chooser.choose(option)
            (choice, drafts[field.id]) = (chooser.cursor, chooser.value)
        default: break
        }
        return []
    }

    mutating func scroll(by lines: Int) -> [Effect] {
        go { lines < 0 ? $0.up() : $0.down() }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .setValues, .toggleTarget: whyReadOnly
        case .why where form == nil: Refusal.reading
        case .nextField where cursor.count < 2, .previousField where cursor.count < 2: PlanWords.isOnlyField
        case .takeAway where field.flatMap(refusalToEdit) != nil: field.flatMap(refusalToEdit)
        default: nil
        }
    }

    /// After the last field comes the first, as in the form.
    private mutating func turn(by step: Int) {
        guard cursor.count > 0 else { return }
        go { $0.move(to: ($0.selected + step + $0.count) % $0.count) }
    }

    private mutating func go(_ move: (inout ListCursor) -> Void) {
        move(&cursor)
        setFocus()
    }

    private mutating func setFocus() {
        guard let field, let definition = definition(of: field) else {
            editor = nil
            return
        }
        editor = definition.isText ? LineEditor(text: value(of: field), takesLines: definition.takesLines) : nil
        choice = definition.place(of: value(of: field))
    }

    /// Sets what was entered; if nothing was entered and the operator chose all accounts, sets the value under the
    /// cursor.
    private func set() -> [Effect] {
        var changes = changes
        if changes.isEmpty, isForAllByHand == true, let field { changes = [(field, value(of: field))] }
        var effects: [Effect] = [.go(.close)]
        for isForAll in [true, false] {
            let settings = changes.filter { (isForAllByHand ?? (source(of: $0.field) == .all)) == isForAll }
                .map { Setting($0.field.id.rawValue, $0.value) }
            guard !settings.isEmpty else { continue }
            effects.append(.go(.tell(.valuesEntered(plan, settings, isForAll ? nil : item.id))))
        }
        return effects
    }

    // MARK: Values

    enum Source { case plan, own, all }

    func source(of field: Plan.Field) -> Source {
        entry(of: field, in: settings.own) != nil ? .own : entry(of: field, in: settings.all) != nil ? .all : .plan
    }

    func isDraft(_ field: Plan.Field) -> Bool { changes.contains { $0.field.id == field.id } }

    /// The value of a field: what was typed here, otherwise what was entered into the plan, otherwise the plan's own
    /// value.
    func value(of field: Plan.Field) -> String {
        guard let draft = drafts[field.id] else { return planned(field) }
        let isTakenBack = draft.isEmpty && definition(of: field)?.isText == false
        return isTakenBack ? form?.fields.first { $0.id == field.id }?.value ?? field.value : draft
    }

    func definition(of field: Plan.Field) -> FieldDefinition? { definitions.fields.first { $0.id == field.id } }

    func problem(of field: Plan.Field) -> Plan.Obstacle? {
        item.verdict.reasons.first { $0.concerns(field) }
    }

    private func planned(_ field: Plan.Field) -> String {
        guard whyReadOnly == nil,
            let entry = entry(of: field, in: settings.own) ?? entry(of: field, in: settings.all)
        else { return field.value }
        // A text may name a choice; if it does not, it stays as it was entered.
        return definition(of: field)?.choice(named: entry)?.id ?? entry
    }

    private func entry(of field: Plan.Field, in settings: [Setting]) -> String? {
        settings.last { definitions.field(named: $0.name)?.id == field.id && !$0.value.isEmpty }?.value
    }

    private var changes: [(field: Plan.Field, value: String)] {
        item.fields.compactMap { field in
            drafts[field.id].flatMap { $0 == planned(field) ? nil : (field, $0) }
        }
    }

    var whyReadOnly: String? { PlanWords.whyReadOnly(item, form?.mode) }

    func refusalToEdit(_ field: Plan.Field) -> String? {
        if let whyReadOnly { return whyReadOnly }
        guard let definition = definition(of: field) else { return FormWords.notAskedFor }
        if definition.isReadOnly { return FormWords.setByVendor }
        return definition.kind == .file ? FormWords.noFiles : nil
    }
}
