import AccountFiles
import Accounts
import FoundationEssentials
import Pulling
import Synchronizing
import Telling
import Workspace

extension EffectRunner {
    func loadBSS() async throws(StoreFailure) {
        post(.bssLoaded(try await connectedBSS()))
    }

    private func connectedBSS() async throws(StoreFailure) -> ConnectedBSS? {
        guard let connection = try await workspace.bss.bss() else { return nil }
        return ConnectedBSS(connection: connection, state: try await workspace.bss.pullState())
    }

    /// Reads the account of a form again, and tells the form whatever came of it.
    func readAgain(_ id: Link.ID) async throws(StoreFailure) {
        let clock: @Sendable () -> Date = { [timekeeper] in timekeeper.now().wall }
        let freshness: Freshness
        do {
            freshness = try await workspace.readAgain(id.account) { post(.rereading(id)) }
        } catch {
            post(.reread(id, nil, clock))
            throw error
        }
        post(.reread(id, freshness, clock))
        if case .read(let reread) = freshness, reread.update != nil { post(.changedElsewhere) }
    }

    func checkBSS(_ connection: BSSConnection) async {
        do throws(BSSProblem) {
            let checked = try await workspace.checkBSS(connection)
            post(.told(.good(BSSWords.answers(connection, total: checked.accounts)).details(checked.remarks)))
        } catch {
            post(.told(Notice(error, of: connection)))
        }
    }

    /// Reads the BSS; however it goes, its end is reported.
    func pull(_ wish: PullWish, isAutomatic: Bool) async {
        guard turn.take() else {
            if !isAutomatic { post(.told(.alreadyPulling)) }
            return
        }
        post(.pullProgressed(.begun))
        do throws(PullFailure) {
            let pulled = try await workspace.pull(wish, now: timekeeper.now().wall, watch: watchOfPull)
            post(.pullEnded(.success(pulled), wish, isAutomatic: isAutomatic))
            if !wish.isDryRun, pulled.isChange { post(.changedElsewhere) }
        } catch {
            post(.pullEnded(.failure(error), wish, isAutomatic: isAutomatic))
        }
        // What cannot be read is reported when something else is read.
        try? await loadBSS()
        turn.giveBack()
        looks.continuation.yield()
    }

    private var watchOfPull: PullWatch {
        // A screen that changes more often than that cannot be read.
        let cadence = Cadence(every: .milliseconds(250))
        var watch = PullWatch()
        watch.reading = { progress in if cadence.isDue() { post(.pullProgressed(.reading(progress))) } }
        watch.importing = { progress in if cadence.isDue() { post(.pullProgressed(.importing(progress))) } }
        watch.waiting = { wait in post(.pullProgressed(.waiting(wait))) }
        return watch
    }

    /// Tells what is connected now if it is not what was told before, and begins a pull that is due.
    ///
    /// Returns how long it is until the next one is; nil if there will be none.
    func followBSS(_ schedule: inout PullSchedule, _ told: inout ConnectedBSS?) async -> Duration? {
        let connected: ConnectedBSS?
        // What cannot be read is reported when something else is read; that there is none is not known then.
        do { connected = try await connectedBSS() } catch { return Self.untilReadAgain }
        if connected != told { post(.bssLoaded(connected)) }
        told = connected
        let now = timekeeper.now().wall
        guard !workspace.isReadOnly, workspace.seesAll, turn.isFree, let connected,
            let due = schedule.due(connected, at: now)
        else { return nil }
        guard due <= now else { return .seconds(due.timeIntervalSince(now)) }
        schedule.tried = now
        Task { await pull(PullWish(), isAutomatic: true) }
        return nil
    }
}

/// How far a pull of this console is.
enum PullStep: Sendable {
    case begun
    case reading(PullProgress)
    case waiting(Duration)
    case importing(ImportProgress)

    /// In full, and where there is little room.
    var words: (whole: String, brief: String) {
        switch self {
        case .begun: (BSSWords.reading, BSSWords.briefly(nil))
        case .reading(let progress): (BSSWords.reading(progress), BSSWords.briefly(progress))
        case .waiting(let wait): (BSSWords.waits(wait), BSSWords.briefly(nil))
        case .importing(let progress): (BSSWords.takingIn(progress), BSSWords.briefly(nil))
        }
    }
}

/// The BSS that is connected, and how far it was read.
struct ConnectedBSS: Hashable, Sendable {
    var connection: BSSConnection
    var state: PullState
}
