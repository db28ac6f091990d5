import Accounts
import Pulling
import Synchronizing
import Telling
import Workspace

/// Part of what a comparison has found.
struct DriftProgress: Sendable {
    var drifts: [Drift] = []
    var compared: Int
    var isOver = false
    /// The vendor that is being asked, and about how many accounts it was.
    var asking: SystemName?
    var asked = 0
    /// What was not asked, or not looked for, and why.
    var problems: [String] = []
}

extension EffectRunner {
    func compare(run: Int, asks: Bool) async throws(StoreFailure) {
        let comparison = try await workspace.comparison()
        var compared = 0
        var differing: [SystemName: Int] = [:]
        try await workspace.drift.compare(by: comparison, on: nil, portion: 2_000) { portion in
            compared = portion.compared
            for drift in portion.drifts where drift.matters { differing[drift.system, default: 0] += 1 }
            post(.driftFound(run, DriftProgress(drifts: portion.drifts, compared: compared)))
            return !Task.isCancelled
        }
        var problems: [String] = []
        let systems = comparison.systems.values.filter { asks && !$0.isDisabled }.sorted { $0.name < $1.name }
        var asked: [SystemName] = []
        for system in systems {
            let answer = try await ask(system, run, compared)
            problems += answer.problems
            differing[system.name, default: 0] += answer.differing
            if answer.isWhole { asked.append(system.name) }
        }
        post(.driftFound(run, DriftProgress(compared: compared, isOver: true, problems: problems)))
        guard !asked.isEmpty else { return }
        let count = asked.map { differing[$0, default: 0] }.reduce(0, +)
        post(.told(.plain(DriftWords.asked(asked, at: timekeeper.now().wall, compared, differing: count))))
    }

    /// What came of asking a vendor.
    private struct Answer {
        /// What is to be said about it.
        var problems: [String]
        /// How many differences that matter only the vendor could tell.
        var differing: Int
        /// Whether it was asked about everything.
        var isWhole = false
    }

    /// Asks a vendor what it has.
    private func ask(_ system: ProvisioningSystem, _ run: Int, _ compared: Int) async throws(StoreFailure) -> Answer {
        var progress = DriftProgress(compared: compared, asking: system.name)
        var differing = 0
        guard system.endpoints.customersList == nil else {
            post(.driftFound(run, progress))
            let reading = try await workspace.synchronizer.compareList(of: system, with: workspace.drift) { drifts in
                progress.drifts = drifts
                differing += drifts.count { $0.matters }
                post(.driftFound(run, progress))
                return !Task.isCancelled
            }
            switch reading {
            case .whole: return Answer(problems: [], differing: differing, isWhole: true)
            case .stopped: return Answer(problems: [], differing: differing)
            case .perhapsNotWhole:
                return Answer(problems: [DriftWords.perhapsNotWhole(system.name)], differing: differing, isWhole: true)
            case .failed(let reason):
                return Answer(problems: [DriftWords.listUnread(system.name, reason)], differing: differing)
            }
        }
        let reading = try await workspace.synchronizer.compareByExists(
            on: system,
            with: workspace.drift,
            most: Self.mostAsked
        ) { drifts, asked in
            (progress.drifts, progress.asked) = (drifts, asked)
            differing += drifts.count { $0.matters }
            post(.driftFound(run, progress))
            return !Task.isCancelled
        }
        let about = [DriftWords.noList(system.name)]
        switch reading {
        case .whole, .perhapsNotWhole: return Answer(problems: about, differing: differing, isWhole: true)
        case .stopped:
            let part = [DriftWords.notAllAsked(system.name, progress.asked, nil), DriftWords.asksAll]
            return Answer(problems: part + about, differing: differing)
        case .failed(let reason):
            let part = [DriftWords.notAllAsked(system.name, progress.asked, reason)]
            return Answer(problems: part + about, differing: differing)
        }
    }

    /// The most accounts that a console asks a vendor about, one by one: a minute at the usual rate.
    private static let mostAsked = 100

    func loadViews(_ link: Link.ID, asks: Bool) async throws(StoreFailure) {
        let views = try await workspace.views(of: link.account, on: link.system, asking: asks)
        var held: HeldOptions?
        if asks, let options = try await workspace.heldOptions(of: link.account) {
            let definitions = try await workspace.systems.definitions(of: link.system)
            held = views.first.map { options.compared(with: $0.linked.link, by: definitions) }
        }
        post(.viewsLoaded(link, views.first, held, isAsked: asks))
    }
}
