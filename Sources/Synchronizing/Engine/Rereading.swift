package import Accounts
package import FoundationEssentials

/// How accounts that are about to be sent compare with the BSS that they come from.
package enum Rereading: Hashable, Sendable {
    /// No BSS is connected.
    case notConnected
    /// They were read again, and what changed was taken in.
    case read
    /// The BSS could not be read in time: they are as of this time, if it is known.
    case unread(asOf: Date?)
}

/// Reads accounts again from where they come from, and takes in what changed; `begins` is called once anybody is asked.
///
/// It returns after a limited time, whatever happens.
package typealias AccountReader =
    @Sendable (_ accounts: [AccountID], _ begins: @Sendable () -> Void) async -> Rereading

extension Synchronizer {
    /// Reads the account of a form again; returns the conclusion if it changed since the form was made.
    ///
    /// Nobody is asked about an account that changed. Whether it did is checked once more with the intent
    /// (docs/reliability.md, rule 4), so that nothing depends on this.
    func conclusionOfRereading(
        _ form: SyncForm,
        _ progress: @escaping @Sendable (Submission.Stage) -> Void
    ) async -> Conclusion? {
        guard let readAgain = dependencies.readAgain else { return nil }
        switch await readAgain([form.account.id], { progress(.rereading) }) {
        case .notConnected: return nil
        case .unread(let asOf): progress(.unread(asOf: asOf))
        case .read: break
        }
        do {
            guard let known = try await dependencies.directory.row(id: form.account.id)?.account else {
                return .changed([.accountGone])
            }
            return known.revision == form.account.revision ? nil : .changed([.account])
        } catch {
            return .storeFailed(error)
        }
    }
}
