import TeamStore

extension Workspace {
    /// Waits a moment, when the process ends, until the connections to servers are closed that nobody needs any more.
    package static func leave() { TeamStore.awaitEnds() }
}
