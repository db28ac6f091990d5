import AccountFiles
import Accounts

enum CSV {
    static func text(_ rows: [AccountRow]) -> String {
        AccountCSV.heading + AccountCSV.lines(rows.map { ($0.account, $0.parentCode) }, isGuarded: true)
    }
}
