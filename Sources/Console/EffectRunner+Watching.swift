import Accounts
import Synchronizing
import Telling
import Workspace

/// What goes on in the background while a console is open; while nothing is due and nothing changes, it sleeps.
extension EffectRunner {
    /// Posts whenever another process has changed the workspace, and asks about what is in doubt when it is time; ends
    /// with its task.
    func watch() async {
        let files = Task {
            for await _ in workspace.book.mayHaveChanged() { looks.continuation.yield() }
        }
        let reach = Task {
            for await failure in workspace.book.reach() { post(.reach(failure)) }
        }
        var timer: Task<Void, Never>?
        defer {
            files.cancel()
            reach.cancel()
            timer?.cancel()
        }
        // A version that cannot be read is reported when something else is read, and read again soon.
        var known = try? await workspace.accounts.version()
        var schedule = ProbeSchedule()
        var doubts: [OpenCase] = []
        if let read = await self.doubts() { doubts = read } else { known = nil }
        schedule.begin(doubts)
        var (pulls, told) = (PullSchedule(), ConnectedBSS?.none)
        var approvals = ApprovalWatch()
        looks.continuation.yield()
        for await _ in looks.stream {
            let version = try? await workspace.accounts.version()
            if let version, version != known {
                known = version
                if let read = await self.doubts() { doubts = read } else { known = nil }
                approvals.bookChanged()
                post(.changedElsewhere)
            }
            if !workspace.isReadOnly {
                for open in schedule.due(doubts, at: timekeeper.now().uptime) { await probe(open) }
            }
            await recordLeftovers()
            let untilPull = await followBSS(&pulls, &told)
            let (unapproved, untilLook) = await approvals.look(in: workspace, at: timekeeper.now().uptime)
            if let notice = Notice.toApprove(unapproved) { post(.told(notice)) }
            timer?.cancel()
            let untilVersion = version == nil || known == nil ? Self.untilReadAgain : nil
            timer = [await wait(for: schedule.next), untilPull, untilLook, untilVersion].compactMap(\.self).min()
                .map { wait in
                    Task {
                        // Only cancelling ends it early, and then another one has taken its place.
                        guard (try? await timekeeper.sleep(for: wait)) != nil else { return }
                        looks.continuation.yield()
                    }
                }
            // Many changes in a row are looked at together.
            try? await timekeeper.sleep(for: Self.leastGap)
        }
    }

    private static let leastGap = Duration.milliseconds(200)
    static let untilReadAgain = Duration.seconds(5)

    /// How long there is nothing to do unless something changes; nil for ever.
    private func wait(for due: Duration?) async -> Duration? {
        // What could not be written down is tried again soon.
        if await workspace.synchronizer.outcomesLeft > 0 { return .seconds(2) }
        if workspace.isReadOnly { return nil }
        return due.map { max($0 - timekeeper.now().uptime, Self.leastGap) }
    }

    /// Tries again to write down leftover outcomes, and reports when it has succeeded.
    private func recordLeftovers() async {
        let before = await workspace.synchronizer.outcomesLeft
        guard before > 0, await workspace.synchronizer.settleLeftovers(within: .zero) < before else { return }
        post(.told(.recordedLate))
    }

    /// The cases in doubt; nil if they cannot be read, which is reported elsewhere.
    private func doubts() async -> [OpenCase]? {
        let cases = try? await workspace.synchronizer.openCases()
        return cases?.filter { $0.link.state == .inDoubt }
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
