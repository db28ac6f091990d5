import Accounts
import Synchronizing
import Telling
import Workspace

/// Part of what a comparison has found.
struct DriftProgress: Sendable {
    var drifts: [Drift] = []
    var compared: Int
    var isOver = false
    /// Why a vendor's list could not be read.
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
            guard system.endpoints.customersList != nil else {
                problems.append(DriftWords.noList(system.name))
                continue
            }
            let seen = compared
            let reason = try await workspace.synchronizer.compareList(of: system, with: workspace.drift) { drifts in
                post(.driftFound(run, DriftProgress(drifts: drifts, compared: seen)))
                return !Task.isCancelled
            }
            if let reason { problems.append(DriftWords.listUnread(system.name, reason)) }
        }
        post(.driftFound(run, DriftProgress(compared: compared, isOver: true, problems: problems)))
    }

    func loadViews(_ link: Link.ID, asks: Bool) async throws(StoreFailure) {
        let views = try await workspace.views(of: link.account, on: link.system, asking: asks)
        post(.viewsLoaded(link, views.first))
    }
}
