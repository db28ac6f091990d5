/// What the account's own data says, beside the fields of the form.
extension SyncForm {
    /// What an order placed directly in the BSS needs of the account (R9), what travels with it, and who creates it
    /// (R11).
    func accountRules(_ facts: PreflightFacts) -> [Finding] {
        var findings = [countryRule()] + emailOfAccountRules() + travellingRules()
        if account.isStorefrontManaged {
            let rule: Finding.Rule = facts.allowsStorefront ? .storefrontAllowed : .storefrontManaged
            findings.append(Finding(.account, account.name, rule))
        }
        return findings
    }

    private func countryRule() -> Finding {
        let code = account.country.trimmed
        let rule: Finding.Rule =
            if code.isEmpty {
                .countryMissing
            } else if let country = Country(code: code) {
                country.isUserAssigned ? .countryUserAssigned(country) : .countryKnown(country)
            } else {
                .countryUnknown(code)
            }
        return Finding(.country, "Country", rule)
    }

    private func emailOfAccountRules() -> [Finding] {
        let own = account.email.trimmed.composed
        let isOnlyOne = field(meaning: .email) == nil
        do {
            let address = try EmailAddress(own)
            guard isOnlyOne else { return [] }
            return address.doubts.map { Finding(.account, "Email", .emailDoubtful($0, value: own)) }
        } catch {
            if isOnlyOne { return [Finding(.account, "Email", .emailInvalid(error, value: own))] }
            return email == own ? [] : [Finding(.account, "Email", .accountsEmailInvalid(error, value: own))]
        }
    }

    /// What travels with the account and holds a character that nobody sees.
    private func travellingRules() -> [Finding] {
        let (contact, address) = (account.contact, account.address)
        let texts: [(Finding.Subject, String, String)] = [
            (.account, "code", account.code.rawValue), (.name, "name", account.name),
            (.account, "phone", account.phone), (.account, "website", account.website),
            (.account, "contact's first name", contact.firstName), (.account, "contact's last name", contact.lastName),
            (.account, "address line 1", address.line1), (.account, "address line 2", address.line2),
            (.account, "city", address.city), (.account, "post code", address.postCode),
            (.account, "state", address.state),
        ]
        return texts.compactMap { subject, label, text in
            text.hiddenSpot.map { Finding(subject, label, .accountHidden($0)) }
        }
    }
}
