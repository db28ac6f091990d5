import Accounts
import GRDB
import StoredForms

extension Migration {
    /// The values by which accounts are found and ordered are folded, and a code has only one spelling.
    ///
    /// It reads this version's columns by name, and does not read accounts as the store does today.
    static let folding = Migration(version: 4) { database in
        try composeCodes(database)
        let update = try database.makeStatement(
            sql: "UPDATE accounts SET search = ?, name_folded = ?, email_folded = ?, fault = ? WHERE key = ?"
        )
        var last = 0
        while true {
            let rows = try database.all(.accounts, "WHERE key > $1 ORDER BY key LIMIT 1000", [last])
            guard let end = rows.last else { return }
            last = try end.number("key")
            for row in rows {
                let account = try account(row)
                try update.execute(
                    arguments: [
                        SearchText(account).text, account.name.folded, EmailAddress.fold(account.email),
                        AccountFault(account)?.rawValue, try row.number("key"),
                    ]
                )
            }
        }
    }

    /// Brings codes to normal form C, from the top of the tree down, unless another account has that spelling.
    private static func composeCodes(_ database: Database) throws {
        // A code in ASCII has as many bytes as characters.
        let isForeign = "length(CAST(code AS BLOB)) > length(code)"
        for row in try database.all(.accounts, "WHERE \(isForeign) ORDER BY depth, code") {
            let (key, code, depth) = (try row.number("key"), try row.text("code"), try row.number("depth"))
            let composed = code.composed
            // Two strings in different normal forms are equal; their bytes are not.
            guard !composed.utf8.elementsEqual(code.utf8) else { continue }
            let taken = "SELECT count(*) FROM accounts WHERE code = ?"
            guard try Int.fetchOne(database, sql: taken, arguments: [composed]) == 0 else { continue }
            guard let old = try database.first(.accounts, "WHERE key = $1", [key])?.text("path") else { continue }
            let above = String.UnicodeScalarView(old.unicodeScalars.dropLast(code.unicodeScalars.count))
            let path = String(above) + composed
            try database.execute(
                sql: "UPDATE accounts SET code = ?, path = ? WHERE key = ?",
                arguments: [composed, path, key]
            )
            try database.moveTree(from: old, depth, to: path, depth)
        }
    }

    private static func account(_ row: StoredRow) throws -> Account {
        Account(
            id: AccountID(try row.text("id")),
            code: AccountCode(try row.text("code")),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parent: try row.optionalText("parent").map { AccountID($0) },
            email: try row.text("email"),
            country: try row.text("country"),
            phone: try row.text("phone"),
            contact: .init(firstName: try row.text("first_name"), lastName: try row.text("last_name")),
            address: .init(city: try row.text("city"))
        )
    }
}
