// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Accounts

/// The body of synchronize and of the exists call (docs/protocol.md, section 4): all members are present, ids are
/// strings, and an absent parent is null.
struct AccountBody: Encodable {
    private var ID, ExternalID, Name, Code, Phone, WebSite, Email: String
    private var ResellerID, ResellerExternalID: Nullable
    private var Fax = ""
    private var IsTest = false
    private var Description = ""
    private var ExtraDetails: [String: String] = [:]
    private var SyncOptions: [FieldID: String]
    private var ContactDetails: Contact
    private var Address: PostalAddress

    init(_ request: SyncRequest) {
        let account = request.account
        ID = account.id.rawValue
        ExternalID = request.externalID.rawValue
        ResellerID = Nullable(text: request.parent?.id.rawValue)
        ResellerExternalID = Nullable(text: request.parent?.externalID.rawValue)
        Name = account.name
        Code = account.code.rawValue
        Phone = account.phone
        WebSite = account.website
        Email = account.email
        SyncOptions = request.options
        ContactDetails = Contact(account)
        Address = PostalAddress(request)
    }

    /// A member that is null, rather than absent, if it has no text.
    private struct Nullable: Encodable {
        var text: String?

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            try value.encode(text)
        }
    }

    private struct Contact: Encodable {
        var ID, FirstName, LastName, Phone, Email: String
        var Fax = ""

        init(_ account: Account) {
            ID = account.id.rawValue
            FirstName = account.contact.firstName
            LastName = account.contact.lastName
            Phone = account.phone
            Email = account.email
        }
    }

    private struct PostalAddress: Encodable {
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
