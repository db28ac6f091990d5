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
    private let taken: ImportReport
    private let name: String

    init(_ pulled: Pulled, isDone: Bool) {
        let plan = pulled.plan
        (read, full, complete, asOf) = (pulled.rows, pulled.wasForAll, pulled.isComplete, pulled.asOf)
        (missing, gone) = (plan.vanished, plan.gone)
        name = pulled.connection.name
        taken = ImportReport(plan, isDone: isDone && plan.held == nil, mustBeWhole: false, phrase: \.phraseInBSS)
    }

    private enum CodingKeys: String, CodingKey { case read, full, complete, asOf, missing, gone }

    func encode(to encoder: any Encoder) throws {
        try taken.encode(to: encoder)
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(read, forKey: .read)
        try members.encode(full, forKey: .full)
        try members.encode(complete, forKey: .complete)
        try members.encode(asOf, forKey: .asOf)
        try members.encode(missing, forKey: .missing)
        try members.encode(gone, forKey: .gone)
    }

    var complaint: Notice? { taken.complaint }
    var exitCode: ExitCode { taken.exitCode }

    func print() {
        Output.line(BSSWords.read(read, of: name, all: full))
        taken.print()
        if missing > 0 { Output.line(BSSWords.missing(missing)) }
        if gone > 0 { Output.line(BSSWords.gone(gone)) }
        if full && !complete { Output.message(BSSWords.incomplete) }
    }
}
