import Accounts
import GRDB
import StoredForms
import Synchronizing

extension Database {
    /// Adds an entry about a link to the history.
    func log(
        _ event: LogEntry.Event,
        _ link: Link,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String
    ) throws {
        try insert(
            try link.logged(event, externalID: externalID, finding: finding, reason: reason, at: moment, by: by),
            into: .log
        )
    }
}
