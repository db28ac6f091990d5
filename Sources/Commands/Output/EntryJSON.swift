import Accounts
import Foundation
import Synchronizing
import Telling

struct EntryJSON: Encodable {
    var number: Int64
    var at: Date
    var account: ToldAccount
    var event, system, state: String
    var generation: Int
    var attempt, externalId: String?
    /// What `explain --attempt` takes; known in the history of one account.
    var attemptNumber: Int?
    var detail: String?
    var by: String

    init(_ entry: LogEntry, of account: ToldAccount, attemptNumber: Int? = nil) {
        number = entry.number
        at = entry.at.wall
        event = entry.event.rawValue
        self.account = account
        system = entry.system.rawValue
        state = entry.state.rawValue
        generation = entry.generation
        attempt = entry.attempt?.rawValue
        self.attemptNumber = attemptNumber
        externalId = entry.externalID?.rawValue
        detail = entry.detail.isEmpty ? nil : entry.detail
        by = entry.by
    }
}
