import Accounts
import Foundation
import Synchronizing

/// A line of the history, as JSON.
struct EntryJSON: Encodable {
    var number: Int64
    var at: Date
    var event, account, system, state: String
    var generation: Int
    var attempt, externalId: String?
    var detail, by: String

    init(_ entry: LogEntry) {
        number = entry.number
        at = entry.at.wall
        event = entry.event.rawValue
        account = entry.account.rawValue
        system = entry.system.rawValue
        state = entry.state.rawValue
        generation = entry.generation
        attempt = entry.attempt?.rawValue
        externalId = entry.externalID?.rawValue
        detail = entry.detail
        by = entry.by
    }
}
