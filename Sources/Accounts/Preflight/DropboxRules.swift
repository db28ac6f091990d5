/// Dropbox's own rules (docs/protocol.md, section 8).
extension SyncForm {
    /// A team is named after the account, truncated to this many Unicode scalars.
    package static let dropboxTeamNameLimit = 20

    func dropboxRules() -> [Finding] {
        var findings = [teamName()]
        if let reseller = parent.chosen?.account, let field = field(meaning: .email), !email.isEmpty,
            EmailAddress.fold(reseller.email) == EmailAddress.fold(email)
        {
            findings.append(Finding(.field(field.id), .emailIsResellers(name: reseller.name), named: field.label))
        }
        return findings
    }

    private func teamName() -> Finding {
        let (length, limit) = (account.name.unicodeScalars.count, Self.dropboxTeamNameLimit)
        guard length > limit else { return Finding(.column(.name), .nameFits(length: length, limit: limit)) }
        let cut = String(String.UnicodeScalarView(account.name.unicodeScalars.prefix(limit)))
        return Finding(.column(.name), .nameCut(to: cut, length: length, limit: limit))
    }
}
