// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The body of synchronize, exists, delete and subscriptions/create: the sandbox's own reading of docs/protocol.md.
struct AccountRequest: Decodable, Sendable {
    struct Address: Decodable, Sendable {
        struct Country: Decodable, Sendable {
            var Code: String?
        }
        var Country: Country?
    }

    var ID: String
    var ExternalID: String?
    var ResellerExternalID: String?
    var Name: String
    var Email: String?
    var SyncOptions: [String: String]?
    var Address: Address?
    var CheckOnly: Bool?

    /// A sync option, by its name without spaces and hyphens.
    func option(_ name: String) -> String? {
        SyncOptions?.first { $0.key.lowercased().filter { $0.isLetter || $0.isNumber } == name }?.value
    }

    /// The form's email, or else the account's.
    var email: String { option("email") ?? Email ?? "" }

    var role: String { option("role") == "2" ? "Reseller" : "User" }
}
