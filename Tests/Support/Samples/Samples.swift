package import Accounts
import FoundationEssentials
package import Synchronizing

/// Accounts and systems for tests.
package enum Samples {
    /// A valid reseller.
    package static let reseller = Account(
        id: "1",
        code: "R-1",
        name: "Northwind Cloud",
        kind: .reseller,
        email: "ops@northwind.example",
        country: "DE"
    )

    /// Its end customer, valid too.
    package static let customer = Account(
        id: "2",
        code: "C-1",
        name: "Bäckerei Sonne GmbH",
        kind: .endCustomer,
        parent: "1",
        email: "info@sonne.example",
        country: "DE"
    )

    /// A valid direct customer.
    package static let direct = Account(
        id: "3",
        code: "Z-1",
        name: "Stadtwerke",
        kind: .directCustomer,
        email: "it@stadtwerke.example",
        country: "DE"
    )

    package static func system(
        _ base: String = "https://dropbox.example",
        name: SystemName = "Dropbox",
        vendor: ProvisioningSystem.Vendor = .dropbox,
        deadline: Duration = .seconds(30)
    ) -> ProvisioningSystem {
        ProvisioningSystem(
            name: name,
            vendor: vendor,
            applicationID: "app",
            apiKey: .environment("KEY"),
            endpoints: Endpoints(syncOptions: "\(base)/options", synchronize: "\(base)/sync", exists: "\(base)/exists"),
            deadline: deadline
        )
    }

    /// The fields that Dropbox asks for.
    package static let fields = [
        FieldDefinition(
            id: "role",
            name: "Role",
            kind: .list,
            isRequired: true,
            choices: [.init(id: "1", name: "User"), .init(id: "2", name: "Reseller")]
        ),
        FieldDefinition(id: "email", name: "Email", isRequired: true),
        FieldDefinition(id: "reseller-id", name: "Reseller ID", isRequired: true),
    ]

    /// Seconds after an arbitrary moment.
    package static func moment(_ seconds: Double = 0, boot: String = "boot") -> Moment {
        Moment(
            wall: .init(timeIntervalSinceReferenceDate: 800_000_000 + seconds),
            uptime: .seconds(1000 + seconds),
            boot: boot
        )
    }

    /// The link of a synchronized account.
    package static func link(
        _ account: Account,
        _ state: SyncState = .synchronized,
        as id: ExternalID? = "dbx-1",
        options: [FieldID: String] = ["role": "2", "email": "ops@northwind.example", "reseller-id": "RS-77"]
    ) -> Link {
        Link(
            account: account.id,
            system: "Dropbox",
            state: state,
            externalID: id,
            origin: state == .synchronized ? .created : nil,
            options: options,
            changed: moment().wall,
            by: "tester"
        )
    }

    package static func situation(
        _ account: Account,
        link: Link? = nil,
        parent: AccountOnSystem? = nil,
        fields: [FieldDefinition] = fields,
        system: ProvisioningSystem = system()
    ) -> Situation {
        Situation(
            account: account,
            system: system,
            definitions: SyncOptionDefinitions(fields: fields),
            link: link,
            parent: parent
        )
    }

    package static let synchronizedReseller = AccountOnSystem(account: reseller, link: link(reseller))
}
