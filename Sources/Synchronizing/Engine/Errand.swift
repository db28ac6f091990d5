import Accounts

/// What one run carries with it.
struct Errand {
    let form: SyncForm
    let request: SyncRequest
    let vendor: any ServiceManager
    let progress: @Sendable (Submission.Stage) -> Void
    /// Waits for the turn of the next request; false where nothing may begin any more.
    let pace: @Sendable () async -> Bool
    /// The last intent that was made.
    var intent: Intent?
    /// The link as the last commit left it: the claim that is held, or the doubt.
    var held: Link?

    init(
        _ form: SyncForm,
        _ vendor: any ServiceManager,
        _ progress: @escaping @Sendable (Submission.Stage) -> Void,
        _ pace: @escaping @Sendable () async -> Bool
    ) {
        self.form = form
        self.request = form.request
        self.vendor = vendor
        self.progress = progress
        self.pace = pace
    }

    var system: ProvisioningSystem { form.situation.system }

    func makeIntent(_ claim: Intent.Claim, _ dependencies: Dependencies) -> Intent {
        let now = dependencies.timekeeper.now()
        var basis = Intent.Basis(form.situation)
        if let held { basis.generation = held.generation }
        return Intent(
            attempt: dependencies.makeAttemptID(),
            account: form.account.id,
            system: system.name,
            claim: claim,
            basis: basis,
            parent: request.parent,
            email: EmailAddress.fold(form.email),
            options: request.storableOptions,
            requestHash: request.digest,
            begun: now,
            deadline: now + system.deadline,
            by: dependencies.by
        )
    }
}
