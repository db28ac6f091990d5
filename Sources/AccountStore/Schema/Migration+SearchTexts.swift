import Accounts
import GRDB

extension Migration {
    /// An account is also found by the ids that vendors gave it, and by every spelling of a word with several umlauts.
    ///
    /// It reads this version's columns by name, and does not read accounts as the store does today. One statement
    /// writes them all: reading each row here takes several times as long.
    static let searchTexts = Migration(version: 8) { database in
        let text = DatabaseFunction("search_text", argumentCount: 10, pure: true) { values in
            let texts = values.map { String.fromDatabaseValue($0) ?? "" }
            let account = Account(
                id: AccountID(texts[0]),
                code: AccountCode(texts[1]),
                name: texts[2],
                kind: .directCustomer,
                email: texts[3],
                country: texts[4],
                phone: texts[5],
                contact: .init(firstName: texts[6], lastName: texts[7]),
                address: .init(city: texts[8])
            )
            let ids = texts[9].split(separator: separator).map { ExternalID(String($0)) }
            return SearchText(account, externalIDs: ids).text
        }
        database.add(function: text)
        defer { database.remove(function: text) }
        try database.execute(
            sql: """
                UPDATE accounts SET search = search_text(
                    id, code, name, email, country, phone, first_name, last_name, city,
                    (SELECT group_concat(external_id, char(1)) FROM links WHERE account = accounts.id))
                """
        )
    }

    /// No id has it: it cannot be seen.
    private static let separator: Character = "\u{1}"
}
