package import Accounts
package import Pulling

extension Workspace {
    /// Signs in to the BSS, asks for one account, and whether the BSS describes its API.
    package func checkBSS(_ connection: BSSConnection) async throws(BSSProblem) -> CheckedBSS {
        let reader = try reader(of: connection)
        try await reader.signIn()
        let total = try await reader.accounts(PageRequest(page: 1, size: 1, order: .createdLast)).total
        return CheckedBSS(accounts: total, description: await reader.description())
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

/// What a check of the BSS found.
package struct CheckedBSS: Sendable {
    /// How many accounts it says it has.
    package var accounts: Int?
    /// The HTTP status of the page on which it describes its own API (docs/user-guide.md, "The BSS as the source").
    package var description: Int?
}
