import AccountFiles
import Accounts
import Synchronizing

enum CSV {
    static func text(_ rows: [AccountRow], isGuarded: Bool = true) -> String {
        var codes: [AccountID: AccountCode] = [:]
        for row in rows {
            if let parent = row.account.parent { codes[parent] = row.parentCode }
        }
        return AccountCSV.write(rows.map(\.account), parentCode: { codes[$0] }, isGuarded: isGuarded)
    }
}
