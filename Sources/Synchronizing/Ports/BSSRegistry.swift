package import Accounts

/// The port to the connection to the BSS, of which there is one at most, and to how far it has been read.
package protocol BSSRegistry: Sendable {
    func bss() async throws(StoreFailure) -> BSSConnection?

    /// Connects a BSS, in place of the one before; how far another BSS was read is forgotten.
    func setBSS(_ connection: BSSConnection) async throws(StoreFailure)

    /// Forgets the BSS; its accounts stay. Returns whether there was one.
    func removeBSS() async throws(StoreFailure) -> Bool

    func pullState() async throws(StoreFailure) -> PullState

    func setPullState(_ state: PullState) async throws(StoreFailure)
}
