/// The port to what needs somebody, and to how things stand; read-only, and each call sees the store at one moment.
///
/// Both are made for a million accounts: what is listed has a limit, and what is counted is counted by an index.
package protocol InboxReader: Sendable {
    /// What needs somebody: by kind, and within a kind what has stood longest first; blocked accounts by code, and refused
    /// rows in the order of their file. Bulk runs may be read a moment before the rest.
    func inbox(_ query: InboxQuery) async throws(StoreFailure) -> Inbox

    /// How things stand on each system, by name, with so many of its largest resellers.
    func figures(resellers limit: Int) async throws(StoreFailure) -> [SystemFigures]
}
