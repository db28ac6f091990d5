// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

// Response bodies: the sandbox's own spelling of docs/protocol.md.

struct ResultAnswer: Encodable {
    var Code: Int
    var Message = ""
    var Result = ""
    var AccountExtraInfo: [String: String]?
    var GeneratedPassword: String?
}

struct SyncOptionsAnswer: Encodable {
    struct Value: Encodable {
        var ID, Name: String
        var SortOrder = 0
        var Description: String?
        var IsDefault = false
    }
    struct Definition: Encodable {
        var ID, Name, Kind: String
        var SortOrder: Int
        var Description: String?
        var DataType = "Text"
        var IsRequired = true
        var PredefinedValues: [Value] = []
        var IsReadOnly = false
        var AvailableToStorefront = false
    }
    struct Field: Encodable {
        var ID: String
        var Definition: Definition
        init(_ id: String, _ name: String, kind: String, order: Int, values: [Value] = []) {
            ID = id
            Definition = .init(ID: id, Name: name, Kind: kind, SortOrder: order, PredefinedValues: values)
        }
    }
    var Fields = [
        Field(
            "role",
            "Role",
            kind: "List",
            order: 0,
            values: [Value(ID: "1", Name: "User"), Value(ID: "2", Name: "Reseller")]
        ),
        Field("email", "Email", kind: "SimpleValue", order: 1),
        Field("reseller-id", "Reseller ID", kind: "SimpleValue", order: 2),
    ]
}

struct SettingsAnswer: Encodable {
    var Fields: [String] = []
}

struct ServiceAnswer: Encodable {
    struct Service: Encodable {
        var ID = "dropbox-business"
        var Name = "Dropbox Business"
    }
    var Services = [Service()]
}

struct DiscoveryAnswer: Encodable {
    var Code = "dropbox-sandbox"
    var Name = "Dropbox (sandbox)"
    var Description = "A service manager for rehearsals."
    var ResellerSupportEnabled = true
    var Version = "1"
}
