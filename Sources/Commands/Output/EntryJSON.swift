import Accounts
import Foundation
import Synchronizing
import Telling

struct EntryJSON: Encodable {
    var number: Int64
    var at: Date
    var event, account, system, state: String
    var code: String?
    var generation: Int
    var attempt, externalId: String?
    /// What `explain --attempt` takes; known in the history of one account.
    var attemptNumber: Int?
    var detail, by: String

    init(_ entry: LogEntry, code: AccountCode?, attemptNumber: Int? = nil) {
        number = entry.number
        at = entry.at.wall
        event = entry.event.rawValue
        account = entry.account.rawValue
        self.code = code?.rawValue
        system = entry.system.rawValue
        state = entry.state.rawValue
        generation = entry.generation
        attempt = entry.attempt?.rawValue
        self.attemptNumber = attemptNumber
        externalId = entry.externalID?.rawValue
        detail = entry.detail
        by = entry.by
    }
}
