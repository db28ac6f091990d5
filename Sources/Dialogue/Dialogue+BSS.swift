import AccountFiles
import Accounts
import FoundationEssentials
import Pulling
import Synchronizing
import Telling
import Workspace

/// The BSS: reading it, and whether it can be read.
extension Dialogue {
    /// Reads the BSS; what would be held is said with examples, and let through only if that is typed.
    func pull(_ words: String) async {
        guard ["", "all"].contains(words) else { return say(DialogueWords.unknown(words)) }
        guard !workspace.isReadOnly else { return say(DialogueWords.readOnly) }
        guard let surprise = await pull(PullWish(all: !words.isEmpty)) else { return }
        let lines = BSSWords.heldLines(surprise)
        guard await confirms(lines, yes: BSSWords.letThrough, typed: BSSWords.letThrough) else {
            return say(DialogueWords.nothingTakenIn)
        }
        _ = await pull(PullWish(letsThrough: true))
    }

    /// Says the connection, line by line, and signs in.
    func sayBSS() async {
        let read = await attempt { () async throws(StoreFailure) in
            (try await workspace.bss.bss(), try await workspace.bss.pullState())
        }
        guard let (connected, state) = read else { return }
        guard let connection = connected else { return say(Notice.noBSS) }
        for line in BSSLine.all(connection, state, at: Date()) { say(DialogueWords.line(line)) }
        do throws(BSSProblem) {
            let checked = try await workspace.checkBSS(connection)
            say(BSSWords.answers(connection, total: checked.accounts))
            say(checked.remarks)
        } catch {
            say(Notice(error, of: connection))
        }
    }

    /// What is held, if the pull is.
    private func pull(_ wish: PullWish) async -> Surprise? {
        do throws(PullFailure) {
            let pulled = try await workspace.pull(wish, watch: watch)
            if let held = pulled.plan.held { return held }
            say(Notice(pulled))
        } catch {
            say(Notice(error))
        }
        return nil
    }

    /// A line now and then, since one that was said cannot change.
    private var watch: PullWatch {
        let voice = voice
        let begun = ContinuousClock.now
        let cadence = Cadence(every: .seconds(10), after: .seconds(10))
        var watch = PullWatch()
        watch.reading = { progress in
            if cadence.isDue() { voice.say(BSSWords.pulling(progress, after: ContinuousClock.now - begun)) }
        }
        watch.waiting = { voice.say(BSSWords.waiting($0).sentence) }
        return watch
    }
}
