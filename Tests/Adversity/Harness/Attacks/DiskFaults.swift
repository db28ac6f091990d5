import Glibc
import Invariants

/// The Nth write or sync fails, once or for good.
package enum DiskFaults {
    /// The system calls that reach the disk.
    package static let calls = ["pwrite64", "fdatasync", "fsync", "ftruncate"]

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// One I/O error.
        case errorOnce = "EIO once"
        /// I/O errors from then on.
        case errorForGood = "EIO for good"
        /// Full for a moment.
        case fullOnce = "ENOSPC once"
        /// Full from then on.
        case fullForGood = "ENOSPC for good"

        var fault: Injection.Fault {
            switch self {
            case .errorOnce: .fails(EIO)
            case .errorForGood: .failsForGood(EIO)
            case .fullOnce: .fails(ENOSPC)
            case .fullForGood: .failsForGood(ENOSPC)
            }
        }
    }

    /// Tries every `stride`th point from `first` on, at most `limit`; returns whether a run made fewer calls than that.
    package static func run(
        _ trial: Trial,
        _ kind: Kind,
        from first: Int = 1,
        stride: Int = 1,
        limit: Int = .max
    ) throws -> (tally: Tally, isComplete: Bool) {
        var tally = Tally()
        var number = first
        while tally.runs < limit {
            var calls = 0
            let result = try point(trial, kind, number, &calls)
            tally.count(result.outcome, result.violations)
            guard calls >= number else { return (tally, true) }
            number += stride
        }
        return (tally, false)
    }

    package static func point(_ trial: Trial, _ kind: Kind, _ number: Int, _ calls: inout Int) throws -> Trial.Result {
        var trial = trial
        trial.replay = "disk \(trial.template.scenario.name) \(number) \(kind.rawValue)"
        var seen = 0
        let result = try trial.run { workspace in
            let traced = try trial.rig.run(
                trial.template.scenario.command,
                on: workspace,
                by: trial.program,
                Injection(Self.calls, number, kind.fault)
            )
            seen = traced.calls
            return traced.ended
        } examining: {
            examine($0)
        }
        calls = seen
        return result
    }

    /// It must end in good order, say so, and lose nothing that the vendor did.
    private static func examine(_ wreck: Trial.Wreck) -> [Violation] {
        var violations: [Violation] = []
        let (ended, words) = (wreck.ended, wreck.ended.stdout + wreck.ended.stderr)
        if ![0, 74, 75].contains(ended.code) {
            violations.append(Violation(.failuresAreHeeded, "a failing disk ended it with \(ended.phrase)"))
        }
        if ended.code == 74, ended.stderr.isEmpty {
            violations.append(Violation(.failuresAreHeeded, "exit 74 without a word"))
        }
        let sent = wreck.now.received.dropFirst(wreck.before.received.count).filter { $0.endpoint == .synchronize }
        // A bulk run says so account by account, and then only about that account.
        let denied = words.matches(of: /Nothing was sent for ([^.]+)\./).map { "\"\($0.output.1)\"" }
        let isDenied = sent.contains { request in denied.contains { request.body.contains($0) } }
        if isDenied || !sent.isEmpty && (words.contains("Nothing was sent.") || words.contains("Nothing was sent:")) {
            violations.append(
                Violation(.failuresAreHeeded, "it said that nothing was sent, and the vendor saw a synchronize request")
            )
        }
        for created in wreck.now.created.dropFirst(wreck.before.created.count) {
            let link = wreck.records.links.first { $0.account == created.account }
            if link?.state == "synchronized", link?.externalID == created.externalID { continue }
            guard ended.code == 74, ended.stderr.contains(created.externalID) else {
                violations.append(
                    Violation(
                        .failuresAreHeeded,
                        "\(created.externalID) was created, is \(link?.state ?? "unknown") here, and: \(ended.phrase)"
                    )
                )
                continue
            }
        }
        return violations
    }
}
