import Accounts
import Foundation
import Synchronizing
import Telling

/// A run as JSON.
struct RunJSON: Encodable {
    var run: Int
    var system, standing, by: String
    var begun: Date
    var ended: Date?
    var accounts, done, problems, underWay, workers: Int
    var counts: [String: Int]
    var isDetached: Bool
    var retryOf: Int?
    var nextTurn: Date?
    var heldUntil: Date?
    var stop: StoredRun.Stop?
    var approval: Approval?

    struct Approval: Encodable {
        var author: String
        var until: Date
        var by: String?
        var at: Date?
    }

    init(_ stored: StoredRun) {
        run = stored.id.rawValue
        system = stored.system.rawValue
        standing = RunWords.name(stored.standing)
        by = stored.by
        begun = stored.begun
        ended = stored.ended
        accounts = stored.size
        done = stored.doneCount
        problems = stored.problemCount
        underWay = stored.underWay
        workers = stored.workers
        counts = stored.counts.reduce(into: [:]) { counts, pair in counts[pair.key.name, default: 0] += pair.value }
        isDetached = stored.isDetached
        retryOf = stored.retryOf?.rawValue
        nextTurn = stored.nextTurn
        heldUntil = stored.heldUntil
        stop = stored.stop
        approval = stored.approval.map {
            Approval(author: $0.author, until: $0.until, by: $0.given?.by, at: $0.given?.at)
        }
    }
}
