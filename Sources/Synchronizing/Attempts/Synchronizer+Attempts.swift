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
        let history = try await entries(about: account.id, on: system.name)
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
            values: intent.map { fields.shown($0.options) } ?? [],
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
        let history = try await dependencies.journal.history(of: account, limit: max(limit, Self.mostEntries))
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

    /// What was written down about an account on a system, newest first.
    func entries(about account: AccountID, on system: SystemName) async throws(StoreFailure) -> [LogEntry] {
        try await dependencies.journal.history(of: account, limit: Self.mostEntries).filter { $0.system == system }
    }

    /// How far back the history is read.
    static let mostEntries = 10_000
}

extension [FieldDefinition] {
    /// Values that were sent, by label and as a person reads them, in the order of their fields' ids.
    func shown(_ options: [FieldID: String]) -> [Setting] {
        options.sorted { $0.key < $1.key }
            .map { id, value in
                let definition = first(where: { $0.id == id })
                return Setting(definition?.label ?? id.rawValue, definition?.shown(value) ?? value)
            }
    }
}

extension Intent {
    /// The request as it was sent, but for what has changed in the account, and for secrets.
    fileprivate func request(for account: Account) -> SyncRequest {
        SyncRequest(account: account, parent: parent, options: options)
    }
}
