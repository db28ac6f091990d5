package import Accounts
import FoundationEssentials

extension Account {
    /// The columns of an account's own values in both stores, in the order in which they are read and written.
    package static let storedColumns = [
        "id", "code", "name", "kind", "parent", "email", "country", "phone", "website", "first_name", "last_name",
        "line1", "line2", "city", "post_code", "state", "storefront", "created", "updated", "revision", "source",
        "as_of", "unseen",
    ]

    package init(row: StoredRow) throws {
        self.init(
            id: try row.word("id"),
            code: try row.word("code"),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parent: try row.optionalWord("parent"),
            email: try row.text("email"),
            country: try row.text("country"),
            phone: try row.text("phone"),
            website: try row.text("website"),
            contact: Contact(firstName: try row.text("first_name"), lastName: try row.text("last_name")),
            address: Address(
                line1: try row.text("line1"),
                line2: try row.text("line2"),
                city: try row.text("city"),
                postCode: try row.text("post_code"),
                state: try row.text("state")
            ),
            isStorefrontManaged: try row.flag("storefront"),
            created: try row.date("created"),
            updated: try row.date("updated"),
            revision: try row.number("revision"),
            origin: try row.origin()
        )
    }
}

extension StoredRow {
    /// Where the account comes from, if that is known.
    fileprivate func origin() throws(Damage) -> Account.Origin? {
        let unseen = try number("unseen")
        guard let source: Account.Origin.Source = try optionalWord("source") else { return nil }
        return Account.Origin(source, asOf: try date("as_of"), unseen: unseen)
    }

    /// The code of the account's parent; nil if it has none, or one that is not seen, where that may be.
    package func reseller(mayBeHidden: Bool) throws(Damage) -> AccountCode? {
        guard try optionalText("parent") != nil else { return nil }
        guard let above = try optionalText("above") else {
            if mayBeHidden { return nil }
            throw damage("parent")
        }
        guard let code = try? text("above_code") else { throw Damage(.accounts, "code", row: "id \(above)") }
        return AccountCode(code)
    }
}
