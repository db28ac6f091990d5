import Foundation
import Pulling
import Telling

/// As of when an account is, where a BSS is connected.
struct FreshnessJSON: Encodable {
    /// Whether it is as the BSS has it now.
    var read: Bool
    var asOf: Date?
    var problem: String?

    init?(_ freshness: Freshness) {
        read = freshness.isRead
        switch freshness {
        case .notConnected: return nil
        case .read(let reread): (asOf, problem) = (reread.at, freshness.remark)
        case .absent(let at): (asOf, problem) = (at, freshness.phrase(at: at))
        case .unreadable(_, let asOf): (self.asOf, problem) = (asOf, freshness.remark)
        }
    }
}
