package import Accounts
package import Pulling

extension Workspace {
    /// Signs in to the BSS and asks for one account; returns how many accounts it says it has.
    package func checkBSS(_ connection: BSSConnection) async throws(BSSProblem) -> Int? {
        let reader = try reader(of: connection)
        try await reader.signIn()
        return try await reader.accounts(PageRequest(page: 1, size: 1, order: .createdLast)).total
    }

    func reader(
        of connection: BSSConnection,
        onWait: @escaping @Sendable (Duration) -> Void = { _ in }
    ) throws(BSSProblem) -> any BSSReader {
        do throws(Unusable) {
            return try makeBSSReader(connection, onWait)
        } catch {
            throw .unusable(error)
        }
    }
}
