extension ProvisioningSystem {
    /// The key within which a claim on an account is unique: two registrations of the same application at the same
    /// synchronize URL are one vendor, whatever their names and however they are spelled.
    package var claimKey: String { Self.claimKey(applicationID: applicationID, synchronize: endpoints.synchronize) }

    package static func claimKey(applicationID: String, synchronize: String) -> String {
        keys.value(of: [applicationID, synchronize]) {
            "\(applicationID.asApplicationKey) \(WebURL.normalForm(of: synchronize))"
        }
    }

    private static let keys = Remembered<[String], String>()
}

extension String {
    /// An application id as it is compared: in lower case, and a GUID with its hyphens and without the braces that some
    /// tools add.
    fileprivate var asApplicationKey: String {
        let id = trimmed.composed.lowercased()
        let isBraced = id.hasPrefix("{") && id.hasSuffix("}") || id.hasPrefix("(") && id.hasSuffix(")")
        let digits = Array((isBraced ? id.dropFirst().dropLast() : id[...]).filter { $0 != "-" })
        guard digits.count == 32, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return id }
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(digits[$0]) }.joined(separator: "-")
    }
}
