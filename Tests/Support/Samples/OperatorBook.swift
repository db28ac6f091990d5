package import Accounts

/// The queries that an operator typed on a day with the program, and a book in which each has an answer.
package enum OperatorBook {
    package static let reseller = Account(
        id: "50101",
        code: "RES-1021",
        name: "Süder Systemhaus",
        kind: .reseller,
        email: "ops@it.example",
        country: "DE"
    )

    /// The reseller's customer, which gets `externalID` at the vendor.
    package static let customer = Account(
        id: "50330",
        code: "KD-20015",
        name: "Müller Bäckerei GmbH & Co. KG",
        kind: .endCustomer,
        parent: "50101",
        email: "a@b.example",
        country: "DE",
        phone: "+49 505 7916464",
        contact: .init(firstName: "Renée", lastName: "Bäumler"),
        address: .init(line1: "Gässchen 71", city: "Zürich", postCode: "1010")
    )

    package static let externalID: ExternalID = "DBX-9e377"

    package static let accounts = [
        reseller, customer,
        direct("50331", "KD-20016", "Schröder Druckerei", contact: .init(firstName: "Íñigo", lastName: "Núñez")),
        direct("50332", "KD-20017", "Hôtel Lefèvre", email: "info@lefevre-5.example"),
        direct(
            "50333",
            "KD-20018",
            "Hotel Groß AG",
            email: "info@hotel.example",
            country: "CH",
            contact: .init(firstName: "Uwe", lastName: "Größler")
        ),
        direct(
            "50334",
            "KD-20019",
            "Öztürk & Łukasik",
            contact: .init(firstName: "Antonín", lastName: "Dvořák"),
            city: "Genève"
        ),
        direct("50335", "KD-20020", "Weiß Cervecería", contact: .init(firstName: "Søren", lastName: "Sørensen")),
        direct("50336", "KD-20021", "Citroën Žižek Köppel", contact: .init(firstName: "Uwe", lastName: "Häber")),
    ]

    private static func direct(
        _ id: AccountID,
        _ code: AccountCode,
        _ name: String,
        email: String = "",
        country: String = "DE",
        contact: Account.Contact = .init(),
        city: String = ""
    ) -> Account {
        Account(
            id: id,
            code: code,
            name: name,
            kind: .directCustomer,
            email: email,
            country: country,
            contact: contact,
            address: .init(city: city)
        )
    }

    /// What is typed, and the codes of the accounts that it finds, in order.
    ///
    /// Streets and post codes are not looked at; a misspelled word finds nothing.
    package static let queries: [(typed: String, codes: [String])] =
        [
            "muller backerei", "mueller baeckerei", "bäckerei müller", "Müller Bäckerei", "MULLER", "7916464",
            "505 7916464", "\"505 7916464\"", "+49505", "50330", "20015", "kd20015", "KD20015", "kd-20015",
            "baumler renee", "Renée", "zurich", "\"gmbh & co\"", "bäck müll", "dbx-9e377", "systemhaus müller",
        ]
        .map { ($0, ["KD-20015"]) }
        + ["schroeder druckerei", "schroder druckerei", "nunez"].map { ($0, ["KD-20016"]) }
        + ["lefevre hotel", "Lefevre", "lefevre-5", "hotel !ag"].map { ($0, ["KD-20017"]) }
        + ["groessler", "grossler", "info@hotel", "CH hotel"].map { ($0, ["KD-20018"]) }
        + ["oezturk", "ozturk", "lukasik", "dvorak", "geneve"].map { ($0, ["KD-20019"]) }
        + ["weiss", "sorensen", "soerensen", "cerveceria"].map { ($0, ["KD-20020"]) }
        + ["zizek", "citroen", "haber", "koppel"].map { ($0, ["KD-20021"]) }
        + ["sueder systemhaus", "suder", "Süder"].map { ($0, ["KD-20015", "RES-1021"]) }
        + ["gasschen 71", "1010", "storefront", "hotle"].map { ($0, []) }
}
