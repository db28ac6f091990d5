import AccountFiles
import Accounts
import Sandbox
import Workspace

extension BSSConfiguration.Book {
    /// The sample accounts of seeds/, as a BSS has them after some imports and some work.
    static var sample: Self {
        get throws {
            let rows = try AccountFile.read(Sample.accounts).rows
            let ids = Dictionary(rows.compactMap { row in row.code.map { ($0, row.number) } }) { first, _ in first }
            return .accounts(rows.enumerated().map { place, row in BSSAccount(row, at: place) { ids[$0] } })
        }
    }
}

extension FileRow {
    fileprivate var number: Int { id.flatMap { Int($0.rawValue) } ?? 0 }
}

extension BSSAccount {
    fileprivate init(_ row: FileRow, at place: Int, id: (AccountCode) -> Int?) {
        // Ten accounts were imported at a time, and some were changed since, on a Monday and later.
        let created = BSSMoment(2026, 1, 12) + 32_400_000 + place / 10 * 300_000
        self.init(
            id: row.number,
            code: row.code?.rawValue ?? "",
            name: row.values[.name] ?? "",
            created: created,
            updated: place.isMultiple(of: 4) ? BSSMoment(2026, 3, 2) + place * 21_600_000 : created
        )
        if case .code(let code) = row.parent { payer = id(code) }
        sellsOn = row.values[.type] == Account.Kind.reseller.rawValue
        orders = row.values[.storefront] == "true"
        creditLimit = sellsOn ? nil : 5_000
        (email, phone) = (row.values[.email] ?? "", row.values[.phone] ?? "")
        (website, country) = (row.values[.website] ?? "", row.values[.country] ?? "")
        (firstName, lastName) = (row.values[.contactFirstName] ?? "", row.values[.contactLastName] ?? "")
        (address1, address2) = (row.values[.address1] ?? "", row.values[.address2] ?? "")
        (city, postCode, state) = (row.values[.city] ?? "", row.values[.postCode] ?? "", row.values[.state] ?? "")
    }
}
