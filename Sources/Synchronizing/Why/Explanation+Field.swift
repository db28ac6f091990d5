package import Accounts

extension Explanation {
    /// Explains what the form is filled in with for a field; nil is the parent.
    package init(_ field: FormField?, of form: SyncForm, _ evidence: Evidence) {
        let subject: Finding.Subject = field.map { .field($0.id) } ?? .parent
        self.init(
            account: evidence.account,
            system: evidence.system.name,
            subject: field.map { .field($0) } ?? .parent(form.parent.chosen?.account),
            facts: evidence.facts(about: field, of: form)
                + evidence.findings.filter { $0.subject == subject && $0.severity != .passes }.map(evidence.fact),
            change: evidence.change(of: field, in: form, subject)
        )
    }
}

extension Evidence {
    fileprivate func facts(about field: FormField?, of form: SyncForm) -> [Fact] {
        let provenance = field?.provenance ?? form.parent.provenance
        let isAccounts = provenance == .account || provenance == .accountType
        var facts = [Fact(.provenance(provenance), at: provenance.date ?? (isAccounts ? account.updated : nil))]
        if isAccounts { facts += bookFacts }
        if field == nil || field?.meaning == .resellerID {
            facts += parentFacts + resellers.chain(of: parent?.link).entries.map { Fact($0) }
        }
        if case .readOnly(let link) = form.mode { facts.append(Fact(link)) }
        if let field { facts.append(Fact(.definition(field.definition), at: form.situation.definitions.fetched)) }
        return facts
    }

    /// What would alter the value.
    fileprivate func change(of field: FormField?, in form: SyncForm, _ subject: Finding.Subject) -> SmallestChange {
        if case .readOnly(let link) = form.mode { return link.state == .synchronized ? .portal : change }
        if let finding = findings.first(where: { $0.subject == subject && $0.severity == .blocks }) {
            return .mend(finding)
        }
        guard let field else { return .chooseParent }
        if field.definition.isReadOnly { return .vendor }
        return field.provenance == .account
            ? .column(.email, label: field.label) : .enter(label: field.label)
    }
}
