import Accounts
import Synchronizing

struct MemoryBook: AccountBook {
    let contents: Contents

    func account(code: AccountCode) throws(StoreFailure) -> Account? {
        contents.accounts.values.first { $0.code == code }
    }

    func account(id: AccountID) throws(StoreFailure) -> Account? { contents.accounts[id] }

    func customers(of account: AccountID) throws(StoreFailure) -> [AccountID] {
        contents.accounts.values.filter { $0.parent == account }.sorted { $0.code < $1.code }.map(\.id)
    }

    func isFixed(_ account: AccountID) throws(StoreFailure) -> Bool {
        contents.links[account, default: [:]].values.contains { $0.link.state.holdsClaim }
    }

    func count() throws(StoreFailure) -> Int { contents.accounts.count }

    func ownedByBSS(after id: AccountID?, limit: Int) throws(StoreFailure) -> [OwnedAccount] {
        contents.accounts.values.filter { $0.origin?.source == .bss && $0.id > id ?? "" }
            .sorted { $0.id < $1.id }.prefix(limit)
            .map { OwnedAccount(id: $0.id, code: $0.code, unseen: $0.origin?.unseen ?? 0) }
    }
}
