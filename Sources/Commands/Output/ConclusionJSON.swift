import Accounts
import Synchronizing
import Telling

struct ConclusionJSON: Encodable {
    var account: ToldAccount
    var system: String
    var state: String
    var externalId: String?
    var origin: String?
    var attempt: String?
    var parent: AccountRowJSON.Parent?
    var duplicate: String?
    /// What the vendor said when it refused the account, unchanged.
    var vendorsWords: String?
    var findings: [FindingJSON]?
    var message: String
    var details: [String]
    var cure: String?

    init(_ form: SyncForm, state: SyncState, notice: Notice, link: Link?) {
        account = ToldAccount(form.account)
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

    init(_ form: SyncForm, _ conclusion: Conclusion, _ warnings: [Finding], _ notice: Notice) {
        self.init(form, state: conclusion.state(before: form.situation.link), notice: notice, link: conclusion.link)
        if !warnings.isEmpty { findings = warnings.map(FindingJSON.init) }
        if case .blocked(let found) = conclusion { findings = found.map(FindingJSON.init) }
        if case .refused(let refusal) = conclusion, !refusal.message.isEmpty { vendorsWords = refusal.message }
        if case .created(_, _, _, let other) = conclusion { duplicate = other?.rawValue }
        if case .unrecorded(let id, _, _, _) = conclusion { attempt = id.rawValue }
    }
}
