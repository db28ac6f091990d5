package import Accounts
package import FoundationEssentials
package import Synchronizing

extension Phrases {
    /// Says that an account of a run waits before its next try; `system` if the vendor asked for that.
    package static func waiting(_ code: AccountCode, _ duration: Duration, askedBy system: SystemName?) -> String {
        "\(code) \(BulkRunWords.retry(in: duration.wholeSeconds, askedBy: system))."
    }

    /// The same of an account that is sent alone; where the vendor asked, the time tells one wait from the next.
    package static func waiting(_ duration: Duration, askedBy system: SystemName?, at now: Date) -> String {
        guard let system else { return "Waiting \(duration.wholeSeconds) s before the next try." }
        let next = now.addingTimeInterval(duration.seconds)
        return "\(system) asked to wait: the next try is in \(duration.wholeSeconds) s, at \(next.time)."
    }

    /// Says of a whole run that it waits.
    ///
    /// For example: *The run waits 0:40 for the vendor's turn.*
    static func standstill(_ words: String) -> String { "The run \(words)." }

    package static func holding(_ system: SystemName, for duration: Duration) -> String {
        "\(system) cannot be reached: nothing is begun for \(duration.wholeSeconds) s."
    }

    package static func resuming(_ system: SystemName) -> String { "Trying \(system) again." }

    package static func endedAtOnce(_ story: RunStory, notBegun: Int) -> String {
        let phrases = [story.results, "\(notBegun) not begun"].filter { !$0.isEmpty }
        return "The run was ended at once: \(phrases.joined(separator: ", "))."
    }

    package static func unrecorded(_ count: Int) -> String {
        "\(count) outcomes could not be written down; they are listed above."
    }

    /// What stands below a plan; how it is applied only if there is anything to send or to ask about.
    package static func below(_ plan: PlanTally, _ forecast: Forecast) -> [String] {
        [verdicts(plan)] + (forecast.requests > 0 ? forecast.lines(at: plan.system) : [])
            + (plan.hasWork
                ? [
                    "Nothing was sent. Apply it with: \(ShellCommand("plan … --json")) > FILE; \(ShellCommand("synchronize --plan FILE"))"
                ]
                : [])
    }

    /// Why a run of a plan would send nothing; nil if it would.
    package static func hindered(_ system: ProvisioningSystem) -> String? {
        guard let hindrance = system.hindrance else { return nil }
        let way: ShellCommand = system.isDisabled ? "systems enable \(system.name)" : checking(system.name)
        return "\(system.name) is \(hindrance). A run would stop at once: first run `\(way)`."
    }

    /// What stands below the plan of a run that was begun: where the run stands, and what it costs if it goes on.
    package static func below(_ plan: PlanTally, _ forecast: Forecast, of run: StoredRun) -> [String] {
        [verdicts(plan)] + (run.isOver || forecast.requests == 0 ? [] : forecast.lines(at: plan.system))
            + [RunWords.title(run)]
    }

    /// How many accounts have each verdict.
    private static func verdicts(_ plan: PlanTally) -> String {
        let parts = Plan.Verdict.Kind.allCases.compactMap { kind in
            plan.counts[kind].map(kind.counted)
        }
        return parts.isEmpty ? "No account is selected." : parts.joined(separator: ", ") + "."
    }
}

extension PlanTally {
    fileprivate var hasWork: Bool { [.ready, .waits, .inDoubt].contains { counts[$0] ?? 0 > 0 } }
}
