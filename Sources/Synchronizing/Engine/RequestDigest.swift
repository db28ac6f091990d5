import Accounts

extension SyncRequest {
    /// A fingerprint of everything that is asked: two requests with the same one ask the same.
    ///
    /// Secrets take part, which is why only the digest is kept.
    var digest: String { Fingerprint.of(canonicalParts) }

    private var canonicalParts: [String] {
        [
            account.id.rawValue, account.code.rawValue, account.name, account.email, account.country, account.phone,
            account.website, account.contact.firstName, account.contact.lastName, account.address.line1,
            account.address.line2, account.address.city, account.address.postCode, account.address.state,
            externalID.rawValue, parent?.id.rawValue ?? "", parent?.externalID.rawValue ?? "",
        ] + options.sorted { $0.key < $1.key }.flatMap { [$0.key.rawValue, $0.value] }
    }
}
