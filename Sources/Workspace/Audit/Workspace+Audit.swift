import Accounts
package import Synchronizing

extension Workspace {
    /// The end of the log as this user saw it last; nil if that is not known.
    package func seenHead() async throws(StoreFailure) -> LogHead? {
        // A file that cannot be read is like none: what was seen is only known to be unknown.
        try await seen().flatMap { try? $0.read() } ?? nil
    }

    /// Compares the log with what this user saw of it, and remembers its end if nothing is wrong.
    package func checkLog() async throws(StoreFailure) -> LogCheck.Fault? {
        if let seen = try await seenHead(), let fault = try await audit.contains(seen) { return fault }
        try await rememberLog()
        return nil
    }

    /// Remembers the end of the log as seen by this user; returns false if it cannot be.
    ///
    /// A copy that is not at home has the id of the original, whose log goes on without what is added to the copy; its end
    /// is remembered only if the operator accepts it.
    @discardableResult package func rememberLog(isAccepted: Bool = false) async throws(StoreFailure) -> Bool {
        guard !isReadOnly, let seen = try await seen() else { return false }
        if !isAccepted, try await away() != nil { return false }
        guard let head = try await audit.logHead() else { return seen.forget() }
        do throws(KeptFile.Problem) {
            try seen.write(head)
            return true
        } catch {
            return false
        }
    }

    private func seen() async throws(StoreFailure) -> SeenHead? {
        SeenHead(environment, workspace: try await audit.workspace().rawValue, in: location)
    }
}
