import Accounts
import Synchronizing
import Telling
import Workspace

extension EffectRunner {
    /// Posts whenever another process has changed the workspace, and asks about what is in doubt when it is time; ends
    /// with its task.
    func watch() async {
        // A version that cannot be read is reported when something else is read.
        var known = try? await workspace.accounts.version()
        var schedule = ProbeSchedule()
        var doubts = await doubts()
        schedule.begin(doubts)
        while !Task.isCancelled {
            // If it is cancelled, the loop's condition ends it.
            try? await timekeeper.sleep(for: .seconds(2))
            let version = try? await workspace.accounts.version()
            if let version, version != known {
                known = version
                doubts = await self.doubts()
                post(.changedElsewhere)
            }
            for open in schedule.due(doubts, at: timekeeper.now().uptime) { await probe(open) }
            await recordLeftovers()
        }
    }

    private func recordLeftovers() async {
        let before = await workspace.synchronizer.outcomesLeft
        guard before > 0, await workspace.synchronizer.settleLeftovers(within: .zero) < before else { return }
        post(.told(.recordedLate))
    }

    /// The cases in doubt; empty if they cannot be read, which is reported elsewhere.
    private func doubts() async -> [OpenCase] {
        let cases = try? await workspace.synchronizer.openCases()
        return (cases ?? []).filter { $0.link.state == .inDoubt }
    }

    private func probe(_ open: OpenCase) async {
        // What cannot be read or written now is tried again next time.
        guard let system = try? await workspace.systems.system(named: open.link.system),
            !system.isDisabled, system.pause == nil,
            let current = try? await workspace.cases.openCase(of: open.link.account, on: system.name),
            current.link.state == .inDoubt,
            // If there are several consoles, only one asks.
            let resolved = try? await workspace.synchronizer.resolveInTurn(current, on: system)
        else { return }
        post(.probed(current, resolved))
    }
}

/// The background task, which ends when nobody holds this object any more.
final class Watching: Sendable {
    private let task: Task<Void, Never>

    init(_ runner: EffectRunner) { task = Task { await runner.watch() } }

    deinit { task.cancel() }
}
