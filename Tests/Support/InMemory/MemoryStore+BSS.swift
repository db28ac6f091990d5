package import Accounts
package import Synchronizing

extension MemoryStore: BSSRegistry {
    package func bss() throws(StoreFailure) -> BSSConnection? { try disk.transaction { $0.bss?.connection } }

    package func setBSS(_ connection: BSSConnection) throws(StoreFailure) {
        try write(.registry) { contents in
            let isSame = contents.bss?.connection.identity == connection.identity
            contents.bss = (connection, isSame ? contents.bss?.state ?? PullState() : PullState())
        }
    }

    package func removeBSS() throws(StoreFailure) -> Bool {
        try write(.registry) { contents in
            defer { (contents.bss, contents.refusedOfBSS) = (nil, nil) }
            return contents.bss != nil
        }
    }

    package func pullState() throws(StoreFailure) -> PullState {
        try disk.transaction { $0.bss?.state ?? PullState() }
    }

    package func setPullState(_ state: PullState) throws(StoreFailure) {
        try write(.registry) { $0.bss?.state = state }
    }
}
