/// Rules about the account's own data, as opposed to the fields of the form.
extension SyncForm {
    /// The account is still there, if it comes from the BSS.
    func originRules() -> [Finding] {
        account.isGone ? [Finding(.account, .gone, named: account.name)] : []
    }

    /// What an order placed directly in the BSS requires of the account (R9), what is sent with it, and who creates it
    /// (R11).
    func accountRules(_ facts: PreflightFacts) -> [Finding] {
        var findings = [countryRule()] + emailOfAccountRules() + travellingRules()
        if account.isStorefrontManaged {
            let rule: Finding.Rule = facts.allowsStorefront ? .storefrontAllowed : .storefrontManaged
            findings.append(Finding(.account, rule, named: account.name))
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
        return Finding(.column(.country), rule)
    }

    private func emailOfAccountRules() -> [Finding] {
        let own = account.email.trimmed.composed
        let isOnlyOne = field(meaning: .email) == nil
        do {
            let address = try EmailAddress(own)
            guard isOnlyOne else { return [] }
            return address.doubts.map { Finding(.column(.email), .emailDoubtful($0, value: own)) }
        } catch {
            if isOnlyOne { return [Finding(.column(.email), .emailInvalid(error, value: own))] }
            return email == own ? [] : [Finding(.column(.email), .accountsEmailInvalid(error, value: own))]
        }
    }

    /// Findings for hidden characters in what is sent with the account; email and country have their own rules.
    private func travellingRules() -> [Finding] {
        let columns: [Account.Column] = [
            .code, .name, .phone, .website, .contactFirstName, .contactLastName, .address1, .address2, .city, .postCode,
            .state,
        ]
        return columns.compactMap { column in
            account[column].hiddenSpot.map { Finding(.column(column), .accountHidden($0)) }
        }
    }
}
