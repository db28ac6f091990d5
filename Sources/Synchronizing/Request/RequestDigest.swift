import Accounts

extension SyncRequest {
    /// A fingerprint of everything that is asked: two requests with the same one ask the same.
    ///
    /// Each part is preceded by its length, so that no value can pass for another; secrets take part, which is why only the digest
    /// is kept.
    var digest: String {
        var bytes: [UInt8] = []
        for part in canonicalParts {
            bytes.append(contentsOf: "\(part.utf8.count):".utf8)
            bytes.append(contentsOf: part.utf8)
        }
        return SHA256.hexadecimal(bytes)
    }

    private var canonicalParts: [String] {
        [
            account.id.rawValue, account.code.rawValue, account.name, account.email, account.country, account.phone,
            account.website, account.contact.firstName, account.contact.lastName, account.address.line1,
            account.address.line2, account.address.city, account.address.postCode, account.address.state,
            externalID.rawValue, parent?.id.rawValue ?? "", parent?.externalID.rawValue ?? "",
        ] + options.sorted { $0.key < $1.key }.flatMap { [$0.key.rawValue, $0.value] }
    }
}
