package import Accounts

/// Compares accounts with what was sent and with what vendors say, by the rules of each system.
package struct Comparison: Sendable {
    package var systems: [SystemName: ProvisioningSystem]
    package var definitions: [SystemName: SyncOptionDefinitions]

    package init(
        _ systems: [ProvisioningSystem],
        definitions: [SystemName: SyncOptionDefinitions] = [:]
    ) {
        self.systems = Dictionary(systems.map { ($0.name, $0) }) { one, _ in one }
        self.definitions = definitions
    }

    /// All that is known of an account, side by side.
    package func views(of linked: LinkedAccount, vendor: VendorView? = nil) -> AccountViews {
        let lines = lines(of: linked, vendor: vendor)
        return AccountViews(linked: linked, lines: lines, vendor: vendor, drifts: drifts(of: linked, lines))
    }

    /// Where an account has drifted, as far as it is known without asking the vendor.
    package func drifts(of linked: LinkedAccount) -> [Drift] { drifts(of: linked, lines(of: linked, vendor: nil)) }

    private func drifts(of linked: LinkedAccount, _ lines: [AccountViews.Line]) -> [Drift] {
        let parental: Set<DriftField> = [.parent, .parentID]
        let differing = lines.filter(\.differs)
        var drifts: [Drift] = []
        let changed = differing.filter { !parental.contains($0.field) }
        if !changed.isEmpty { drifts.append(Drift(.changed, of: linked, lines: changed)) }
        let moved = differing.filter { parental.contains($0.field) }
        if !moved.isEmpty { drifts.append(Drift(.parent, of: linked, lines: moved)) }
        if linked.account.isGone { drifts.append(Drift(.gone, of: linked)) }
        let sharing = sharing(linked)
        if !sharing.isEmpty { drifts.append(Drift(.twice, of: linked, sharing: sharing)) }
        return drifts
    }

    private func sharing(_ linked: LinkedAccount) -> [AccountOnSystem] {
        guard let own = systems[linked.link.system] else { return [] }
        return linked.sharing.filter { other in
            guard let system = other.link.flatMap({ systems[$0.system] }) else { return false }
            return own.isSameVendor(as: system)
        }
    }

    private func lines(of linked: LinkedAccount, vendor: VendorView?) -> [AccountViews.Line] {
        let definitions = definitions[linked.link.system]
        let (book, sent) = (linked.book(definitions), linked.sent(definitions))
        let told = vendor?.customer.map(Self.fields) ?? [:]
        let rule = (systems[linked.link.system]?.vendor ?? .generic).fieldsThatMatter
        return DriftField.allCases.compactMap { field in
            let (book, sent, vendor) = (book[field], sent[field], told[field])
            guard [book, sent, vendor].contains(where: { $0?.isEmpty == false }) else { return nil }
            var line = AccountViews.Line(field: field, book: book, sent: sent, vendor: vendor)
            func note(_ one: String?, _ other: String?, isSame: Bool = false) {
                guard let one, let other, field.key(one) != field.key(other), !isSame else { return }
                line.differs = true
                if rule.matters(field, one, other) { line.matters = true }
            }
            let isSame = isAsSent(field, linked)
            note(book, sent, isSame: isSame)
            if isSame, mayBeEntered(field, linked), let book, let sent, !book.isEmpty, !sent.isEmpty {
                line.isEntered = field.key(book) != field.key(sent)
            }
            // A vendor may keep no more of a name than counts there.
            if let vendor, let known = sent ?? book, rule.matters(field, known, vendor) { note(known, vendor) }
            return line
        }
    }

    /// Whether the account is as it was, although something else was sent on purpose, or cannot be compared.
    private func isAsSent(_ field: DriftField, _ linked: LinkedAccount) -> Bool {
        switch field {
        case .email: linked.ownEmailSent.map { field.key($0) == field.key(linked.account.email) } ?? false
        // Where an account stands cannot change once it was sent; under another parent it was sent on purpose.
        case .parent: linked.intent != nil && linked.refusedParent == nil
        // Under another parent it is another id anyway.
        case .parentID: linked.parent?.account.id != linked.sentParent?.account.id
        case .resellerID:
            linked.account.kind == .reseller || linked.parent?.account.id != linked.sentParent?.account.id
                || linked.isParentAsSent
        default: false
        }
    }

    /// Whether a value that was sent otherwise was entered, and is not that of another parent.
    private func mayBeEntered(_ field: DriftField, _ linked: LinkedAccount) -> Bool {
        switch field {
        case .email: true
        case .resellerID: linked.parent?.account.id == linked.sentParent?.account.id
        default: false
        }
    }

    private static func fields(of customer: VendorCustomer) -> [DriftField: String] {
        var fields: [DriftField: String] = [:]
        if !customer.name.isEmpty { fields[.name] = customer.name }
        if !customer.email.isEmpty { fields[.email] = customer.email }
        return fields
    }
}

extension ProvisioningSystem {
    /// Whether two registrations mean one vendor, at which an id can belong to one account only: the same application,
    /// the same vendor by name, or, for vendors without a name, the same host.
    func isSameVendor(as other: ProvisioningSystem) -> Bool {
        guard claimKey != other.claimKey else { return true }
        guard vendor == other.vendor else { return false }
        return vendor != .generic || host != nil && host == other.host
    }

    private var host: String? {
        // A URL that cannot be read has no host to compare.
        try? WebURL(endpoints.synchronize).host
    }
}
