import Accounts
import FoundationEssentials
import StoredForms

/// A row that is read by the places of its columns: there may be a million of them.
struct QuickRow {
    let rows: ServerRows
    let number: Int32

    /// The text of a value; nil for NULL.
    func text(_ place: Int32) -> String? { rows.bytes(number, place).map { String(decoding: $0, as: UTF8.self) } }

    func isNull(_ place: Int32) -> Bool { rows.bytes(number, place) == nil }

    /// A counter, as `StoredRow.number`.
    func count(_ place: Int32) -> Int? {
        guard let digits = rows.bytes(number, place), (1...16).contains(digits.count) else { return nil }
        var count = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            count = count * 10 + Int(digit & 0xF)
        }
        return count <= 1 << 53 ? count : nil
    }

    func flag(_ place: Int32) -> Bool? {
        guard let word = rows.bytes(number, place), word.count == 1 else { return nil }
        return word[0] == UInt8(ascii: "t")
    }

    func date(_ place: Int32) -> Date? {
        guard let seconds = text(place).flatMap(Double.init), Date.storable.contains(seconds) else { return nil }
        return Date(timeIntervalSinceReferenceDate: seconds)
    }
}

extension Account {
    /// What a statement selects, in the order in which it is read.
    static let quickColumns = storedColumns.joined(separator: ", ")

    /// The account in a row of these columns.
    init(_ rows: ServerRows, _ number: Int32) throws {
        // If a value is not what it must be, the slow way says which.
        self =
            try Account(QuickRow(rows: rows, number: number)) ?? Account(row: StoredRow(.accounts, rows[Int(number)]))
    }

    private init?(_ row: QuickRow) {
        guard let id = row.text(0), let code = row.text(1), let name = row.text(2),
            let kind = row.text(3).flatMap(Kind.init(rawValue:)), let email = row.text(5), let country = row.text(6),
            let phone = row.text(7), let website = row.text(8), let firstName = row.text(9),
            let lastName = row.text(10),
            let line1 = row.text(11), let line2 = row.text(12), let city = row.text(13), let postCode = row.text(14),
            let state = row.text(15), let storefront = row.flag(16), let created = row.date(17),
            let updated = row.date(18), let revision = row.count(19), let unseen = row.count(22)
        else { return nil }
        var origin: Origin?
        if !row.isNull(20) {
            guard let source = row.text(20).flatMap(Origin.Source.init(rawValue:)), let asOf = row.date(21) else {
                return nil
            }
            origin = Origin(source, asOf: asOf, unseen: unseen)
        }
        self.init(
            id: AccountID(id),
            code: AccountCode(code),
            name: name,
            kind: kind,
            parent: row.text(4).map { AccountID($0) },
            email: email,
            country: country,
            phone: phone,
            website: website,
            contact: Contact(firstName: firstName, lastName: lastName),
            address: Address(line1: line1, line2: line2, city: city, postCode: postCode, state: state),
            isStorefrontManaged: storefront,
            created: created,
            updated: updated,
            revision: revision,
            origin: origin
        )
    }
}

extension IndexedAccount {
    /// The columns of an account as an index takes it, in the order in which they are read.
    static let quickColumns = """
        accounts.key, accounts.code, above.key AS above, accounts.kind, accounts.storefront, accounts.fault,
        accounts.updated, accounts.search, accounts.id
        """
    /// The place of the account's id, which the index does without.
    static let idPlace: Int32 = 8

    /// The account in a row of these columns.
    init(_ rows: ServerRows, _ number: Int32) throws {
        let row = QuickRow(rows: rows, number: number)
        // If a value is not what it must be, the slow way says which.
        self =
            try IndexedAccount(row) ?? IndexedAccount(row: StoredRow(.accounts, rows[Int(number)]))
    }

    private init?(_ row: QuickRow) {
        guard let key = row.count(0), let code = row.text(1),
            let kind = row.text(3).flatMap(Account.Kind.init(rawValue:)),
            let storefront = row.flag(4), let updated = row.date(6), let search = row.text(7)
        else { return nil }
        var (above, fault): (AccountKey?, AccountFault?) = (nil, nil)
        if !row.isNull(2) {
            guard let key = row.count(2) else { return nil }
            above = AccountKey(Int64(key))
        }
        if let word = row.text(5) {
            guard let known = AccountFault(rawValue: word) else { return nil }
            fault = known
        }
        self.init(
            key: AccountKey(Int64(key)),
            code: AccountCode(code),
            parent: above,
            kind: kind,
            isStorefrontManaged: storefront,
            fault: fault,
            changed: updated.secondsSince1970,
            search: SearchText(stored: search)
        )
    }

    private init(row: StoredRow) throws {
        self.init(
            key: AccountKey(Int64(try row.number("key"))),
            code: try row.word("code"),
            parent: try row.optionalNumber("above").map { AccountKey(Int64($0)) },
            kind: try row.word("kind"),
            isStorefrontManaged: try row.flag("storefront"),
            fault: try row.optionalWord("fault"),
            changed: try row.date("updated").secondsSince1970,
            search: SearchText(stored: try row.text("search"))
        )
    }
}

extension Date {
    var secondsSince1970: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}
