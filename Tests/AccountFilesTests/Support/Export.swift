import AccountFiles
import Accounts
import Foundation
import StrictJSON
import Synchronizing

@testable import Commands

/// A file as an export writes it, and with a part of its columns.
enum Export: CaseIterable, Sendable {
    case csv, unguardedCSV, json

    func bytes(_ book: RandomBook) throws -> [UInt8] {
        switch self {
        case .csv, .unguardedCSV:
            let isGuarded = self == .csv
            return Array(AccountCSV.write(book.accounts, parentCode: book.code, isGuarded: isGuarded).utf8)
        case .json:
            let rows = book.accounts.map { account in
                AccountRow(
                    key: AccountKey(0),
                    account: account,
                    links: [:],
                    parentCode: account.parent.flatMap(book.code)
                )
            }
            return Array(try JSONEncoder().encode(rows.map { AccountRowJSON($0) }))
        }
    }
}

extension AccountCSV {
    /// A whole file.
    static func write(
        _ accounts: some Sequence<Account>,
        parentCode: (AccountID) -> AccountCode?,
        isGuarded: Bool = true
    ) -> String {
        heading + lines(accounts.map { ($0, $0.parent.flatMap(parentCode)) }, isGuarded: isGuarded)
    }
}

extension JSON {
    /// The value as a text of JSON.
    var written: String {
        switch self {
        case .object(let members):
            "{" + members.map { "\"\($0.name.jsonEscaped)\":\($0.value.written)" }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.value.written).joined(separator: ",") + "]"
        case .string(let text): "\"\(text.jsonEscaped)\""
        case .number(let digits): digits
        case .boolean(let truth): "\(truth)"
        case .null: "null"
        }
    }

    /// An object without some of its members, here and in the objects in it.
    func keeping(_ isKept: (String) -> Bool) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(
            members.filter { $0.value.members != nil && $0.name != "parent" || isKept($0.name) }
                .map { JSON.Member($0.name, $0.name == "parent" ? $0.value : $0.value.keeping(isKept)) }
        )
    }
}
