package import Accounts

extension Synchronizer {
    /// The story of an attempt; nil if there is none, or nothing was ever written down.
    ///
    /// Nobody is asked.
    package func story(
        _ choice: AttemptStory.Choice,
        of account: Account,
        on system: ProvisioningSystem
    ) async throws(StoreFailure) -> AttemptStory? {
        let history = try await dependencies.journal.history(of: account.id, limit: Self.mostEntries)
            .filter { $0.system == system.name }
        guard let found = history.story(choice), !found.entries.isEmpty else { return nil }
        var intent: Intent?
        if let attempt = found.attempt { intent = try await dependencies.situations.intent(of: attempt) }
        let fields = try await dependencies.registry.definitions(of: system.name)?.fields ?? []
        var parent: Account?
        if let id = intent?.parent?.id { parent = try await dependencies.directory.row(id: id)?.account }
        return AttemptStory(
            account: account,
            system: system.name,
            number: found.number,
            count: found.of,
            intent: intent,
            parent: parent,
            steps: (intent?.claim == .first ? [.askedFirst] : []) + found.entries.map(AttemptStory.Step.entry),
            values: intent.map { Self.values($0.options, fields) } ?? [],
            request: intent.flatMap { sketch($0.request(for: account), .synchronize, to: system, $0.attempt) },
            fidelity: intent?.basis.account == account.revision && intent?.basis.system == system.revision
                ? .exact : .changed
        )
    }

    /// The newest entries of an account's history, and the numbers by which `story` finds their attempts.
    package func history(
        of account: AccountID,
        limit: Int
    ) async throws(StoreFailure) -> (entries: [LogEntry], numbers: [AttemptID: Int]) {
        let history = try await dependencies.journal.history(of: account, limit: Swift.max(limit, Self.mostEntries))
        return (Array(history.prefix(limit)), history.attemptNumbers)
    }

    func sketch(
        _ request: SyncRequest,
        _ call: RequestSketch.Call,
        to system: ProvisioningSystem,
        _ attempt: AttemptID?
    ) -> RequestSketch? {
        dependencies.serviceManagers.sketch(request, call, to: system, attempt: attempt)
    }

    private static func values(_ options: [FieldID: String], _ fields: [FieldDefinition]) -> [Setting] {
        options.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { id, value in
                let definition = fields.first { $0.id == id }
                return Setting(definition?.label ?? id.rawValue, definition?.shown(value) ?? value)
            }
    }

    private static let mostEntries = 10_000
}

extension Intent {
    /// The request as it was sent, but for what has changed in the account, and for secrets.
    fileprivate func request(for account: Account) -> SyncRequest {
        SyncRequest(account: account, parent: parent, options: options)
    }
}
