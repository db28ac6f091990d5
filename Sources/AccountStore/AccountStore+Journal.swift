package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: Journal {
    package func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        try owner.hold()
        let owner = owner.name
        return try await write { [path] database in
            try database.requireHome(FileIdentity.of(path), of: path)
            return try database.commit(intent, owner: owner).verdict
        }
    }

    package func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        let owner = owner.name
        return try await read { database in
            try database.count(
                "SELECT count(*) FROM links WHERE attempt = $1 AND state = 'sending' AND owner = $2",
                [attempt, owner]
            ) > 0
        }
    }

    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let owner = owner.name
        return try await write { database in
            guard let row = try database.first(.links, "WHERE attempt = $1", [attempt]),
                case let old = try StoredLink(row), outcome.acceptingStates.contains(old.link.state)
            else {
                return .stale(try Self.linkNow(database, of: attempt))
            }
            let holder = try outcome.createdID.flatMap {
                try database.holder(of: $0, claimKey: old.claimKey, except: old.link.account)
            }
            let sender = try database.first(.attempts, "WHERE attempt = $1", [attempt]).map(Intent.init)?.by
            let link = old.link.ended(outcome, isHeld: holder != nil, at: moment, by: sender ?? old.link.by)
            try database.put(old.with(link, owner: link.state == .waiting ? owner : nil))
            try database.log(
                .outcome,
                link,
                externalID: link.externalID,
                reason: link.reason,
                at: moment,
                by: link.by
            )
            return .recorded(link, holder: holder)
        }
    }

    private static func linkNow(_ database: Database, of attempt: AttemptID) throws -> Link? {
        guard let row = try database.first(.attempts, "WHERE attempt = $1", [attempt]) else { return nil }
        return try database.storedLink(try row.word("account"), try row.word("system"))
    }

    package func admit(_ send: KeptSend, at moment: Moment, by: String) async throws(StoreFailure) -> Admission {
        try owner.hold()
        let owner = owner.name
        return try await write { try $0.admit(send, owner: owner, at: moment, by: by) }
    }

    package func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let owners = try await read { database in
            let items = "SELECT DISTINCT owner FROM run_items WHERE owner IS NOT NULL"
            return Set(try database.all(.links, "WHERE owner IS NOT NULL").map { try $0.owner() })
                .union(try database.map(.runItems, items) { try $0.owner() })
        }
        let dead = owners.filter { !owner.isAlive($0) }
        guard !dead.isEmpty else { return [] }
        return try await write { database in
            let links = try database.all(.links, "WHERE owner IS NOT NULL ORDER BY account, system")
                .filter { dead.contains(try $0.owner()) }
                .map { row in
                    let old = try StoredLink(row)
                    let link = old.link.takenOver(at: moment, by: by)
                    try database.put(old.with(link))
                    try database.log(.takenOver, link, reason: link.reason, at: moment, by: by)
                    return link
                }
            try database.freeItems(of: dead, at: moment, by: by)
            return links
        }
    }
}
