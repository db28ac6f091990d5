package import Accounts
package import Synchronizing

extension Intent {
    /// An intent for a sample account on a system, first sent by default.
    package static func sample(
        _ account: Account = Samples.direct,
        _ attempt: AttemptID = "a",
        claim: Intent.Claim = .first,
        generation: Int = 0,
        parent: SyncRequest.Parent? = nil,
        email: String? = nil,
        system: SystemName = "Dropbox"
    ) -> Intent {
        Intent(
            attempt: attempt,
            account: account.id,
            system: system,
            claim: claim,
            basis: .init(account: 1, system: 1, definitions: 1, generation: generation),
            parent: parent,
            email: email ?? account.email,
            options: ["role": "1"],
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "tester"
        )
    }
}
