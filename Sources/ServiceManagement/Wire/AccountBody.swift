// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Accounts

/// The body of synchronize and of the exists call (protocol.md): all members are present, ids are strings, and an
/// absent parent is null.
struct AccountBody: Encodable {
    private let request: SyncRequest

    init(_ request: SyncRequest) { self.request = request }

    private enum Member: String, CodingKey {
        case id = "ID"
        case externalID = "ExternalID"
        case resellerID = "ResellerID"
        case resellerExternalID = "ResellerExternalID"
        case name = "Name"
        case code = "Code"
        case phone = "Phone"
        case fax = "Fax"
        case webSite = "WebSite"
        case email = "Email"
        case isTest = "IsTest"
        case description = "Description"
        case extraDetails = "ExtraDetails"
        case syncOptions = "SyncOptions"
        case contactDetails = "ContactDetails"
        case address = "Address"
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        let account = request.account
        try members.encode(account.id.rawValue, forKey: .id)
        try members.encode(request.externalID.rawValue, forKey: .externalID)
        try members.encode(request.parent?.id.rawValue, forKey: .resellerID)
        try members.encode(request.parent?.externalID.rawValue, forKey: .resellerExternalID)
        try members.encode(account.name, forKey: .name)
        try members.encode(account.code.rawValue, forKey: .code)
        try members.encode(account.phone, forKey: .phone)
        try members.encode("", forKey: .fax)
        try members.encode(account.website, forKey: .webSite)
        try members.encode(account.email, forKey: .email)
        try members.encode(false, forKey: .isTest)
        try members.encode("", forKey: .description)
        try members.encode([String: String](), forKey: .extraDetails)
        try members.encode(request.options, forKey: .syncOptions)
        try members.encode(Contact(account), forKey: .contactDetails)
        try members.encode(Address(request), forKey: .address)
    }

    private struct Contact: Encodable {
        var ID, FirstName, LastName, Phone, Fax, Email: String

        init(_ account: Account) {
            ID = account.id.rawValue
            FirstName = account.contact.firstName
            LastName = account.contact.lastName
            Phone = account.phone
            Fax = ""
            Email = account.email
        }
    }

    private struct Address: Encodable {
        struct Named: Encodable {
            var Code, Name: String
        }
        var Address1, Address2, City, PostCode: String
        var State, Country: Named

        init(_ request: SyncRequest) {
            let address = request.account.address
            Address1 = address.line1
            Address2 = address.line2
            City = address.city
            PostCode = address.postCode
            State = Named(Code: "", Name: address.state)
            Country = Named(Code: request.country?.code ?? request.account.country, Name: request.country?.name ?? "")
        }
    }
}
