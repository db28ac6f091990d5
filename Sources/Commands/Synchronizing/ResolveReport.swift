import Accounts
import ArgumentParser
import Synchronizing
import Telling

/// What became of each case; the text is printed along the way.
struct ResolveReport: Report {
    private(set) var json: [ResolutionJSON] = []
    var exitCode = ExitCode.success

    mutating func add(_ decision: ResolveCommand.Decision, of open: OpenCase) {
        json.append(ResolutionJSON(open, decision))
        if decision.code != .success { exitCode = decision.code }
    }

    func print() { if json.isEmpty { Output.line(Phrases.nothingToDecide) } }
}

struct ResolutionJSON: Encodable {
    var account: ToldAccount
    var state: String
    var externalId: String?
    var message: String
    var details: [String]
    var cure: String?

    init(_ open: OpenCase, _ decision: ResolveCommand.Decision) {
        account = ToldAccount(open.relative.account)
        state = decision.link?.state.rawValue ?? SyncState.notSynchronized.rawValue
        externalId = decision.link?.externalID?.rawValue
        message = decision.notice.headline
        details = decision.notice.details
        cure = decision.notice.cure
    }
}
