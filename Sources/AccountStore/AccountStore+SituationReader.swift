package import Accounts
import GRDB
package import Synchronizing

extension AccountStore: SituationReader {
    package func workspace() async throws(StoreFailure) -> WorkspaceID {
        try await read { database in
            guard let row = try database.first(.workspace) else { throw Damage(.workspace, "id", row: "") }
            return try row.word("id")
        }
    }

    package func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState] {
        try await read { database in
            let states = try database.map(
                .links,
                "SELECT account, system, state FROM links WHERE system = ?",
                [system]
            ) { (try $0.word("account") as AccountID, try $0.word("state") as SyncState) }
            return Dictionary(states) { _, last in last }
        }
    }

    package func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        try await situations(of: [account], on: system).first
    }

    package func situations(
        of accounts: [AccountID],
        on system: SystemName
    ) async throws(StoreFailure) -> [Situation] {
        try await read { database in
            guard let registered = try ProvisioningSystem.fetch(database, system),
                let definitions = try SyncOptionDefinitions.fetch(database, system)
            else { return [] }
            let found = try AccountOnSystem.fetch(database, accounts, on: system).compactMap(\.self)
            let children = found.filter { $0.account.parent != nil }
            let parents = try AccountOnSystem.fetch(database, children.compactMap(\.account.parent), on: system)
            var next = zip(children, parents).makeIterator()
            return try found.map { found in
                var situation = Situation(
                    account: found.account,
                    system: registered,
                    definitions: definitions,
                    link: found.link
                )
                if found.account.parent != nil, let (child, parent) = next.next() {
                    guard let parent else { throw Damage(.accounts, "parent", row: "id \(child.account.id)") }
                    situation.parent = parent
                }
                return situation
            }
        }
    }
}
