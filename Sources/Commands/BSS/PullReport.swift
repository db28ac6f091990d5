import AccountFiles
import Accounts
import ArgumentParser
import Foundation
import Telling
import Workspace

/// What a pull did, or would do: what an import tells, and how much of the BSS was read.
struct PullReport: Report, Encodable {
    /// How many accounts were read.
    var read: Int
    /// Whether all accounts were asked for.
    var full: Bool
    /// Whether none can have been missed.
    var complete: Bool
    var asOf: Date
    var missing: Int
    var gone: Int
    /// How many accounts an order verified; nil if none were asked for.
    var verified: Int?
    private let taken: ImportReport
    private let name: String
    private let orders: Verified?

    init(_ pulled: Pulled, isDone: Bool) {
        let plan = pulled.plan
        (read, full, complete, asOf) = (pulled.rows, pulled.wasForAll, pulled.isComplete, pulled.asOf)
        (missing, gone) = (plan.vanished, plan.gone)
        name = pulled.connection.name
        orders = pulled.verified
        verified = pulled.verified?.verified.count
        taken = ImportReport(plan, isDone: isDone && plan.held == nil, mustBeWhole: false, phrase: \.phraseInBSS)
    }

    private enum CodingKeys: String, CodingKey { case read, full, complete, asOf, missing, gone, verified }

    func encode(to encoder: any Encoder) throws {
        try taken.encode(to: encoder)
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(read, forKey: .read)
        try members.encode(full, forKey: .full)
        try members.encode(complete, forKey: .complete)
        try members.encode(asOf, forKey: .asOf)
        try members.encode(missing, forKey: .missing)
        try members.encode(gone, forKey: .gone)
        try members.encodeIfPresent(verified, forKey: .verified)
    }

    var complaint: Notice? { taken.complaint }
    var exitCode: ExitCode { taken.exitCode }

    func print() {
        Output.line(BSSWords.read(read, of: name, all: full))
        taken.print()
        if missing > 0 { Output.line(BSSWords.missing(missing)) }
        if gone > 0 { Output.line(BSSWords.gone(gone)) }
        if let orders {
            if orders.asked > 0 { Output.line(VerifyWords.afterPull(orders)) }
            if let problem = orders.problem { Output.message(VerifyWords.stopped(problem.phrase)) }
        }
        if full && !complete { Output.message(BSSWords.incomplete) }
    }
}
