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
}
