import Accounts
import Synchronizing
import Telling
import Workspace

/// How a synchronization ended, as JSON.
struct ConclusionJSON: Encodable {
    struct Account: Encodable {
        var id, code, name: String
    }

    var account: Account
    var system: String
    /// The Provisioning Sync Status now.
    var state: String
    var externalId: String?
    var origin: String?
    var attempt: String?
    var parent: AccountRowJSON.Parent?
    var duplicate: String?
    var findings: [FindingJSON]?
    var message: String
    var details: [String]
    var cure: String?

    init(_ form: SyncForm, state: SyncState, notice: Notice, link: Link?) {
        account = .init(id: form.account.id.rawValue, code: form.account.code.rawValue, name: form.account.name)
        system = form.situation.system.name.rawValue
        self.state = state.rawValue
        externalId = link?.externalID?.rawValue
        origin = link?.origin?.rawValue
        attempt = link?.attempt?.rawValue
        parent = form.parent.chosen.map(AccountRowJSON.Parent.init)
        message = notice.headline
        details = notice.details
        cure = notice.cure
    }

    init(_ form: SyncForm, _ conclusion: Conclusion, _ notice: Notice) {
        self.init(form, state: conclusion.state(before: form.situation.link), notice: notice, link: conclusion.link)
        if case .blocked(let found) = conclusion { findings = found.map(FindingJSON.init) }
        if case .created(_, _, _, let other) = conclusion { duplicate = other?.rawValue }
        if case .unrecorded(let id, _, _) = conclusion { attempt = id.rawValue }
    }
}

extension Conclusion {
    /// The link as it is now, where the conclusion knows it.
    var link: Link? {
        switch self {
        case .created(let link, _, _, _), .adopted(let link), .alreadySynchronized(let link), .atVendor(let link),
            .inDoubt(let link, _), .conflict(let link, _), .claimed(let link), .synchronizedOtherwise(let link, _):
            link
        default: nil
        }
    }

    /// The password that the vendor made up, if it did.
    var password: Secret? {
        if case .created(_, _, let password, _) = self { password } else { nil }
    }

    func state(before: Link?) -> SyncState {
        if let link { return link.state }
        return switch self {
        case .refused(let refusal) where !refusal.isBeforeSending: .refused
        case .notSent, .throttled: .notSent
        case .blocked: .blocked
        case .unrecorded: .sending
        default: before?.state ?? .notSynchronized
        }
    }
}
