package import Accounts

/// What synchronizing an account would ask and send, without asking or sending it.
package struct DryAttempt: Hashable, Sendable {
    package let form: SyncForm
    package let findings: [Finding]
    /// In the order in which they would be made; none if the form can only be read.
    package let requests: [RequestSketch]

    package var isSendable: Bool { form.mode == .editable && !findings.blocks }
}

extension Synchronizer {
    package func dryAttempt(of form: SyncForm) async throws(StoreFailure) -> DryAttempt {
        DryAttempt(
            form: form,
            findings: try await preflight(form, allowsStorefront: true),
            requests: form.mode != .editable
                ? []
                : RequestSketch.Call.allCases.compactMap {
                    sketch(form.request, $0, to: form.situation.system, nil)
                }
        )
    }
}
