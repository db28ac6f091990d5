import Accounts
import Synchronizing
import Telling
import TextScreen

/// The pop-up form "Sync Options" (R3) of an account on a system, from opening it to the conclusion.
struct FormScreen: EntryScreen {
    let id: Link.ID
    /// The account by code and name, until the form has been read.
    let title: String
    let awaitsConclusion = true
    var subject: Link.ID? { id }
    var system: SystemName { id.system }

    enum Phase: Sendable {
        case loading
        case failed(Notice)
        case editing
        /// The values are being checked, and will be sent if they are good.
        case checking
        case sending(Submission.Stage, seconds: Int)
        case finished(SentForm)
    }

    /// What is shown in place of the fields ends what was begun in one of them.
    var phase = Phase.loading {
        didSet {
            if case .editing = phase { return }
            (parentPicker, isAskingToDiscard) = (nil, false)
        }
    }
    var form: SyncForm?
    var focus = Focus.cancel
    var editor: LineEditor?
    var parentPicker: ParentPicker?
    /// The option under the cursor in a field with several choices.
    var choice = 0
    var findings: [Finding] = []
    /// The email that the exists call is made with, or was made with last.
    var askedEmail: String?
    /// What the exists call returned about each email that it was made with.
    var answers: [String: ExistsVerdict] = [:]
    /// The first line that is shown of a form that can only be read, or of the message after sending.
    var readingLine = 0
    var size = Size(columns: 80, rows: 24)
    /// Whether the vendor was not asked, since the console only reads.
    var isUnasked = false
    /// The account that has the id with which this one is in conflict.
    var holder: AccountOnSystem?
    /// The fields whose problems are shown: those that the cursor has left, or all of them after an attempt to save.
    var judged: Set<Finding.Subject> = []
    /// What stood under the fields when the form was saved; nil if it does not matter, since the same is sent again.
    var seen: Set<Finding>? = []
    /// What stood under the fields when the form was last on the screen.
    private(set) var shown: Set<Finding> = []
    var isAskingToDiscard = false
    /// Whether the form is sent as soon as it has been rebuilt from the current data.
    var isToBeSent = false
    /// Whether something changed while the form was checked, so that it was not shown.
    var hasMissed = false
    /// How the account compares with the BSS.
    var source = FormSource()

    init(_ id: Link.ID, title: String = "") {
        self.id = id
        self.title = title
    }

    var context: Context { if case .finished = phase { .outcome } else { parentPicker == nil ? .form : .parents } }

    var isChanged: Bool {
        switch phase {
        case .editing: form?.isChanged == true
        case .finished(let outcome): outcome.hidesPassword
        case .loading, .failed, .checking, .sending: false
        }
    }
    var takesLines: Bool { parentPicker == nil && focusedField?.definition.takesLines == true }
    var question: [Hint]? {
        switch phase {
        case _ where isAskingToDiscard: [Hint].discarding
        case .checking: [.close(.form, FormWords.stopChecking)]
        case .sending: [.close(.form, FormWords.stopWaiting)]
        case .failed: [Hint(.reloadFields, in: .form, "try again"), .close(.form)]
        case .loading: [.close(.form)]
        case .editing, .finished: nil
        }
    }

    func awaits(_ key: Key, _ command: Command?) -> Bool {
        if let parentPicker { return key == .enter && parentPicker.isSearching }
        return if case .loading = phase { true } else { false }
    }

    func tells(_ news: News) -> Bool {
        switch news {
        case .decision(id), .stillInDoubt(id): true
        case .decision, .stillInDoubt, .bulkRun: false
        }
    }

    var ticks: Bool {
        switch phase {
        case .sending, .checking: true
        default: false
        }
    }

    var isLocked: Bool {
        switch phase {
        // What is sent as it stands is not changed meanwhile.
        case .editing: isToBeSent || form.map { $0.mode != .editable } ?? true
        default: true
        }
    }

    /// What is stored is shown at once, while the account is read again.
    mutating func appear() -> [Effect] {
        if case .finished = phase { return [] }
        return [.work(.loadForm(id, refresh: false)), .work(.readAgain(id))]
    }

    var followsBSS: Bool {
        guard case .editing = phase else { return false }
        return source.isConnected && !source.isReading && form != nil
    }

    mutating func readAgain() -> [Effect] {
        source.begin()
        return [.work(.readAgain(id))]
    }

    mutating func tick() {
        guard case .sending(let progress, let seconds) = phase else { return }
        phase = .sending(progress, seconds: seconds + 1)
    }

    mutating func wasShown() { shown = Set(stops.compactMap(finding)) }

    // MARK: Happenings

    mutating func receive(_ happening: Happening) -> [Effect] {
        // What was looked up for a form on another system is nobody's parent here.
        if case .parentsFound(system, let text, let relatives) = happening {
            parentPicker?.take(relatives, for: text)
        }
        if case .reach(.none) = happening {
            if case .failed = phase { return [.work(.loadForm(id, refresh: false))] }
            return reload() + lookUpAgain()
        }
        guard happening.subject == id else { return happening.isChange ? reload() : [] }
        switch happening {
        case .formLoaded(let form): return take(form)
        case .formFailed(_, let notice, let isOutdated):
            isToBeSent = false
            if case .checking = phase { phase = .editing }
            guard form == nil || isOutdated && !isBusy else { return [.go(.say(notice))] + readMissed() }
            phase = .failed(notice)
        case .checked(let checked, let findings, let submits): return take(findings, of: checked, submits: submits)
        case .rereading: source.begin()
        case .reread(_, let freshness, let clock): source.take(freshness, clock: clock)
        case .existsAnswered(let asked, let verdict):
            // What was asked before another email was entered proves nothing of that one.
            answers[asked.email] = verdict
            if asked.email == askedEmail { isUnasked = verdict == nil }
        case .progressed(_, let progress):
            let before = if case .sending(_, let seconds) = phase { seconds } else { 0 }
            phase = .sending(progress, seconds: before)
        case .concluded(let form, let conclusion):
            // It may have been sent before it was opened here; what is typed meanwhile is not lost.
            if self.form?.isChanged != true { self.form = form }
            (phase, readingLine, isToBeSent) = (.finished(SentForm(form, conclusion)), 0, false)
        case .caseLoaded(let details): holder = details.open.holder
        case .decided(_, let verdict, _):
            guard case .finished(let outcome) = phase, outcome.adoption != nil else { return reload() }
            (phase, readingLine) = (.finished(outcome.decided(verdict)), 0)
        case .resolved, .probed: return reload()
        default: break
        }
        return []
    }

    /// The account or its reseller may have been synchronized or decided about, here or elsewhere.
    private mutating func reload() -> [Effect] {
        switch phase {
        case .editing, .finished: return [.work(.loadForm(id, refresh: false))]
        case .checking: hasMissed = true
        case .loading, .failed, .sending: break
        }
        return []
    }

    /// Asks again for what could not be read meanwhile.
    private func lookUpAgain() -> [Effect] {
        guard case .editing = phase else { return [] }
        var effects: [Effect] = [.work(.readAgain(id))]
        if let text = parentPicker?.editor.text { effects.append(.work(.findParents(system, text: text))) }
        return effects
    }

    /// Reads the form again if it can be changed again, and something changed while it was checked.
    private mutating func readMissed() -> [Effect] {
        guard hasMissed, case .editing = phase else { return [] }
        hasMissed = false
        return [.work(.loadForm(id, refresh: false))]
    }

    private mutating func take(_ new: SyncForm) -> [Effect] {
        if case .finished(let outcome) = phase, !outcome.hidesPassword, outcome.isOutdated(by: new.situation.link) {
            (phase, readingLine) = (.editing, 0)
        }
        guard !isBusy else {
            if case .checking = phase { hasMissed = true }
            return []
        }
        let isFirst = form == nil
        let isChanged = form.map { source.note($0, new) } ?? false
        let new = form.map(new.keeping(entriesOf:)) ?? new
        // What changed is to be looked at before it is sent.
        if isChanged { isToBeSent = false }
        if isToBeSent {
            (form, phase, isToBeSent, seen) = (new, .checking, false, nil)
            return [.work(.check(new, submits: true))]
        }
        let hadFailed = if case .failed = phase { true } else { false }
        guard new != form || isFirst || hadFailed else { return [] }
        form = new
        phase = .editing
        if isFirst || !stops.contains(focus) {
            setFocus(firstStop)
        } else if let field = focusedField, editor?.text != field.value {
            setFocus(focus)
        }
        judged.formUnion(new.fields.filter { !$0.value.isEmpty || $0.meaning == .email }.map { .field($0.id) })
        if isFirst || new.parent.chosen != nil { judged.insert(.parent) }
        var effects: [Effect] = [.work(.check(new, submits: false))]
        if askedEmail == nil, new.mode == .editable { effects.append(askExists(new, isWished: false)) }
        if new.situation.link?.state == .conflict { effects.append(.work(.loadCase(id))) }
        return effects
    }

    mutating func askExists(_ form: SyncForm, isWished: Bool) -> Effect {
        (answers[form.email], isUnasked, askedEmail) = (nil, false, form.email)
        return .work(.askExists(form, isWished: isWished))
    }

    private var isBusy: Bool {
        switch phase {
        case .checking, .sending, .finished: true
        case .loading, .failed, .editing: false
        }
    }

    private mutating func take(_ findings: [Finding], of checked: SyncForm, submits: Bool) -> [Effect] {
        guard checked == form else { return checkAgain() }
        self.findings = findings
        // A save that was stopped, or begun in a form that was closed meanwhile, sends nothing.
        guard submits, case .checking = phase else { return [] }
        phase = .editing
        return submit(checked, findings) + readMissed()
    }

    /// Sends a form that was saved, unless something was found that is to be looked at first.
    private mutating func submit(_ checked: SyncForm, _ findings: [Finding]) -> [Effect] {
        judged.formUnion(findings.map(\.subject))
        let blocking = findings.filter { $0.severity == .blocks }
        guard blocking.allSatisfy({ $0.rule == .storefrontManaged }) else {
            goTo(blocking)
            return [.go(.say(FormWords.blocked(blocking.count)))]
        }
        let unseen = stops.compactMap(finding).filter { $0.severity == .warns && seen?.contains($0) == false }
        guard unseen.isEmpty else {
            goTo(unseen)
            return [.go(.say(FormWords.worthALook(unseen.count)))]
        }
        guard blocking.isEmpty else { return [storefrontQuestion(checked)] }
        phase = .sending(.asking, seconds: 0)
        return [.work(.send(checked, allowsStorefront: false))]
    }

    /// What was found of a form that was changed meanwhile says nothing of it as it is now.
    private func checkAgain() -> [Effect] {
        guard case .editing = phase, let form else { return [] }
        return [.work(.check(form, submits: false))]
    }

    /// The finding that stands under a field: the first that blocks, or else the first that warns.
    func finding(under focus: Focus) -> Finding? {
        guard let subject = focus.subject, judged.contains(subject) else { return nil }
        let mine = findings.filter { $0.subject == subject }
        return mine.first { $0.severity == .blocks } ?? mine.first { $0.severity == .warns }
    }

    private mutating func goTo(_ findings: [Finding]) {
        if let first = findings.lazy.compactMap({ Focus($0.subject) }).first(where: stops.contains) { setFocus(first) }
    }

    /// R11: asks before an account that the platform would create itself is synchronized by hand.
    private func storefrontQuestion(_ form: SyncForm) -> Effect {
        let question = ConfirmScreen(
            title: "Storefront-managed",
            lines: FormWords.storefront(form.account.name, at: system),
            yes: FormWords.storefrontYes,
            typed: nil,
            effects: [.go(.close), .work(.send(form, allowsStorefront: true))]
        )
        return .go(.ask(question, about: id, code: form.account.code))
    }
}

extension SyncForm {
    fileprivate func keeping(entriesOf old: SyncForm) -> SyncForm {
        guard mode == .editable else { return self }
        var new = self
        if old.parent.isChanged { new.choose(parent: old.parent.chosen) }
        for field in old.fields where field.isChanged { new.enter(field.value, in: field.id) }
        return new
    }
}
