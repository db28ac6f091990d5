import Accounts
import Foundation
import Synchronizing
import Telling

/// Something that happened to a worker, as a line of JSON or as what a person is told.
struct WorkEvent: Encodable {
    enum Kind: String, Encodable { case began, holding, resumed, ended, failed, health }

    /// How far a run is on which the worker works.
    struct Run: Encodable {
        var run: Int
        var system: String
        var done, accounts, problems: Int

        init(_ stored: StoredRun) {
            (run, system) = (stored.id.rawValue, stored.system.rawValue)
            (done, accounts, problems) = (stored.doneCount, stored.size, stored.problemCount)
        }
    }

    /// What a person is told.
    let lines: [String]
    private let event: Kind
    private let at = Date()
    private let cure: String?
    private let run: RunJSON?
    private let runs: [Run]?
    private let seconds: Double?
    private let ending: String?

    let message: String

    private enum CodingKeys: String, CodingKey { case event, at, message, cure, run, runs, seconds, ending }

    private init(
        _ event: Kind,
        _ lines: [String],
        cure: String? = nil,
        run: StoredRun? = nil,
        runs: [StoredRun]? = nil,
        seconds: Double? = nil,
        ending: String? = nil
    ) {
        (self.event, self.lines, self.cure) = (event, lines, cure)
        message = lines.first ?? ""
        (self.run, self.runs) = (run.map(RunJSON.init), runs?.map(Run.init))
        (self.seconds, self.ending) = (seconds, ending)
    }

    init(_ event: Kind, _ run: StoredRun, _ words: String, for duration: Duration? = nil) {
        self.init(event, [words], run: run, seconds: duration?.seconds)
    }

    /// A run that is over, or was left if there is no ending.
    init(_ event: Kind, _ run: StoredRun, _ words: String, ending: BulkRun.Ending?) {
        self.init(event, [words], run: run, ending: ending?.name ?? "left")
    }

    /// A run that cannot be worked on now; none if the book cannot be read.
    init(failed run: StoredRun?, _ notice: Notice) {
        self.init(.failed, notice.lines, cure: notice.cure, run: run)
    }

    init(health runs: [StoredRun], _ words: String) { self.init(.health, [words], runs: runs) }
}
