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
        try await workspace.drift.compare(by: comparison, on: nil, portion: 2_000) { portion in
            compared = portion.compared
            post(.driftFound(run, DriftProgress(drifts: portion.drifts, compared: compared)))
            return !Task.isCancelled
        }
        var problems: [String] = []
        let systems = comparison.systems.values.filter { asks && !$0.isDisabled }.sorted { $0.name < $1.name }
        for system in systems {
            problems += try await ask(system, run, compared)
        }
        post(.driftFound(run, DriftProgress(compared: compared, isOver: true, problems: problems)))
    }

    /// Asks a vendor what it has; returns what is to be said about that.
    private func ask(_ system: ProvisioningSystem, _ run: Int, _ compared: Int) async throws(StoreFailure) -> [String] {
        var progress = DriftProgress(compared: compared, asking: system.name)
        guard system.endpoints.customersList == nil else {
            post(.driftFound(run, progress))
            let reading = try await workspace.synchronizer.compareList(of: system, with: workspace.drift) { drifts in
                progress.drifts = drifts
                post(.driftFound(run, progress))
                return !Task.isCancelled
            }
            switch reading {
            case .whole, .stopped: return []
            case .perhapsNotWhole: return [DriftWords.perhapsNotWhole(system.name)]
            case .failed(let reason): return [DriftWords.listUnread(system.name, reason)]
            }
        }
        let reading = try await workspace.synchronizer.compareByExists(
            on: system,
            with: workspace.drift,
            most: Self.mostAsked
        ) { drifts, asked in
            (progress.drifts, progress.asked) = (drifts, asked)
            post(.driftFound(run, progress))
            return !Task.isCancelled
        }
        let about = [DriftWords.noList(system.name)]
        switch reading {
        case .whole, .perhapsNotWhole: return about
        case .stopped: return [DriftWords.notAllAsked(system.name, progress.asked, nil), DriftWords.asksAll] + about
        case .failed(let reason): return [DriftWords.notAllAsked(system.name, progress.asked, reason)] + about
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
        post(.viewsLoaded(link, views.first, held))
    }
}
