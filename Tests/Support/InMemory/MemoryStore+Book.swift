package import Accounts
package import Synchronizing

extension MemoryStore: BookReader {
    package func readBook(
        portion: Int,
        _ take: @escaping @Sendable ([IndexedAccount]) -> Bool
    ) throws(StoreFailure) -> Int {
        let (accounts, version) = try disk.transaction { ($0.indexed, $0.changes) }
        for start in stride(from: 0, to: accounts.count, by: portion) {
            guard take(Array(accounts[start..<min(start + portion, accounts.count)])) else { break }
        }
        return version
    }

    package func sampleTexts(_ count: Int) throws(StoreFailure) -> [SearchText] {
        Array(try disk.transaction { $0.indexed }.map(\.search).shuffled().prefix(count))
    }

    /// All of them, whenever something has changed.
    package func changes(since version: Int) throws(StoreFailure) -> BookChanges {
        try disk.transaction {
            BookChanges(accounts: $0.changes > version ? $0.indexed : [], version: $0.changes)
        }
    }

    package func mayHaveChanged() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}

extension Contents {
    /// All accounts in the order of the tree.
    fileprivate var indexed: [IndexedAccount] {
        accounts.values.map { (path: path(of: $0), account: $0) }
            .sorted { $0.path.lexicographicallyPrecedes($1.path) }
            .compactMap { place in
                let account = place.account
                return keys[account.id]
                    .map {
                        IndexedAccount(
                            account,
                            key: $0,
                            parent: account.parent.flatMap { keys[$0] },
                            links: links[account.id, default: [:]].mapValues(\.link)
                        )
                    }
            }
    }
}
