/// What the preflight must know besides the form.
package struct PreflightFacts: Hashable, Sendable {
    /// The other accounts that use the form's email (case folded), as their own or as it was sent to this system.
    package var emailUses: [AccountOnSystem]
    /// The first account of the same plan with the form's email, if it is another one.
    package var planned: NamedAccount?
    /// Whether the operator confirmed synchronizing a Storefront-managed account by hand (R11).
    package var allowsStorefront: Bool
    /// What is known of the system's Reseller IDs.
    package var resellerIDs: KnownResellerIDs

    package init(
        emailUses: [AccountOnSystem],
        planned: NamedAccount? = nil,
        allowsStorefront: Bool = false,
        resellerIDs: KnownResellerIDs = KnownResellerIDs()
    ) {
        self.emailUses = emailUses
        self.planned = planned
        self.allowsStorefront = allowsStorefront
        self.resellerIDs = resellerIDs
    }
}

/// As much of another account as a finding says.
package struct NamedAccount: Hashable, Sendable {
    package let id: AccountID
    package let code: AccountCode
    package let name: String

    package init(id: AccountID, code: AccountCode, name: String) {
        (self.id, self.code, self.name) = (id, code, name)
    }

    package init(_ account: Account) { self.init(id: account.id, code: account.code, name: account.name) }
}

/// Everything that the vendor does not check, checked before anything is sent.
extension SyncForm {
    /// All findings, in the order of the form: what blocks, what warns, and what was checked and is in order.
    package func preflight(_ facts: PreflightFacts) -> [Finding] {
        originRules() + parentRules() + fields.flatMap { valueRules($0) + meaningRules($0, facts) }
            + accountRules(facts)
            + vendorRules()
    }

    /// The parent is there, is a reseller, and is synchronized here (R6).
    private func parentRules() -> [Finding] {
        func finding(_ rule: Finding.Rule) -> Finding { Finding(.parent, rule) }
        guard let chosen = parent.chosen else {
            switch parent.absence {
            case .unnamed: return [finding(.parentUnnamed)]
            case .notSynchronized(let reseller): return [finding(obstacle(reseller))]
            case .reseller, .directCustomer, nil: return []
            }
        }
        let code = chosen.account.code
        guard chosen.account.kind == .reseller else { return [finding(.parentNoReseller(code))] }
        var findings: [Finding] = []
        if parent.isPlanned {
            findings.append(finding(.parentPlanned(code)))
        } else if chosen.state == .synchronized, let id = chosen.link?.externalID {
            findings.append(finding(.parentSynchronized(code, as: id)))
        } else {
            return [finding(obstacle(chosen))]
        }
        if chosen.account.id != account.parent {
            findings.append(finding(.parentDiffers(situation.parent?.account.code)))
        }
        return findings
    }

    /// Why an account that is not synchronized cannot be the parent.
    private func obstacle(_ parent: AccountOnSystem) -> Finding.Rule {
        let (code, name) = (parent.account.code, parent.account.name)
        return switch parent.state {
        case .inDoubt: .parentInDoubt(code, name: name)
        case .sending: .parentBeingSent(code, name: name)
        default: .parentNotSynchronized(code, name: name, state: parent.state)
        }
    }

    /// The rules for fields whose meaning the console knows: the email (R9), the role (R4, R7) and the Reseller ID
    /// (R7).
    private func meaningRules(_ field: FormField, _ facts: PreflightFacts) -> [Finding] {
        func finding(_ rule: Finding.Rule) -> Finding { Finding(.field(field.id), rule, named: field.label) }
        let value = field.value
        switch field.meaning {
        case .email: return emailRules(value, facts, finding)
        case .role:
            guard !value.isEmpty, let usual = Self.role(of: account.kind, in: field.definition), usual != value else {
                return []
            }
            let choice = field.definition.choices.first { $0.id == usual }
            let name = choice.map { field.definition.name(of: $0) } ?? usual
            return [finding(.roleDiffers(account.kind, usual: name))]
        case .resellerID: return resellerIDRules(field, facts).map(finding)
        case .username, nil: return []
        }
    }

    private func resellerIDRules(_ field: FormField, _ facts: PreflightFacts) -> [Finding.Rule] {
        let value = field.value
        guard !value.isEmpty else { return [] }
        var rules: [Finding.Rule] = []
        if let sent = parent.chosen?.link?.option(.resellerID, by: situation.definitions) {
            let parents = field.definition.entered(sent)
            if parents != value { rules.append(.resellerIDDiffers(parents: parents)) }
        }
        let own = Set([account.id, parent.chosen?.account.id].compactMap(\.self))
        if let carrier = facts.resellerIDs.carrier(of: value, except: own) {
            rules.append(.resellerIDTaken(by: carrier.code, name: carrier.name))
        }
        if let refusal = facts.resellerIDs.refusal(of: value) {
            rules.append(.resellerIDRefused(on: refusal.at, words: refusal.words))
        }
        return rules
    }

    private func emailRules(
        _ email: String,
        _ facts: PreflightFacts,
        _ finding: (Finding.Rule) -> Finding
    ) -> [Finding] {
        let address: EmailAddress
        do {
            address = try EmailAddress(email)
        } catch {
            return [finding(.emailInvalid(error, value: email))]
        }
        let doubts = address.doubts.map { finding(.emailDoubtful($0, value: email)) }
        let planned = facts.planned.flatMap { $0.id == account.id ? nil : $0 }
        let taken = planned.map { Finding.Rule.emailPlanned(for: $0.code, name: $0.name) }
        let others = facts.emailUses.filter { $0.account.id != account.id && $0.account.id != planned?.id }
        let rules =
            [taken].compactMap(\.self)
            + others.map { use -> Finding.Rule in
                let (code, name) = (use.account.code, use.account.name)
                guard use.state.holdsEmail else { return .emailShared(with: code, name: name) }
                return .emailTaken(by: code, name: name, state: use.state, as: use.link?.externalID)
            }
        return doubts + (rules.isEmpty ? [.emailFree] : rules).map(finding)
    }

    private func vendorRules() -> [Finding] {
        switch situation.system.vendor {
        case .dropbox: dropboxRules()
        case .generic: []
        }
    }
}

extension SyncForm {
    /// The findings without one that ends by itself: a Reseller ID that is empty because the reseller is not synchronized
    /// yet is filled in once it is, and must not be made up before.
    package func withoutFollowing(_ findings: [Finding]) -> [Finding] {
        guard let field = field(meaning: .resellerID), findings.contains(where: \.isOfWaitingParent) else {
            return findings
        }
        return findings.filter { !$0.isOfEmptyField || $0.subject != .field(field.id) }
    }
}

extension Finding {
    /// Whether the parent is there, and has to be synchronized first.
    fileprivate var isOfWaitingParent: Bool {
        switch rule {
        case .parentNotSynchronized, .parentInDoubt, .parentBeingSent: true
        default: false
        }
    }
}

extension [Finding] {
    package var blocks: Bool { contains { $0.severity == .blocks } }
}
