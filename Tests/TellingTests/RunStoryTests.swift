import Accounts
import Foundation
import Samples
import Synchronizing
import Telling
import Testing
import Workspace

/// A bulk run as both front ends tell it.
@Suite struct RunStoryTests {
    private static let begun = Date(timeIntervalSince1970: 1_000_000)
    private static let accounts = [Samples.direct, Samples.reseller, Samples.customer]
    private static let results: [BulkRun.Result] = [
        .synchronized, .atVendor, .refused, .notSent, .inDoubt, .conflict, .blocked, .skipped, .storeFailed,
        .unrecorded,
    ]

    private static let plan = Plan(
        workspace: "w",
        system: "Dropbox",
        definitions: "d",
        items: accounts.map { account in
            Plan.Item(
                id: account.id,
                code: account.code,
                name: account.name,
                traits: [:],
                parent: nil,
                fields: [],
                adopts: false,
                allowsStorefront: false,
                verdict: .ready
            )
        }
    )

    private func ended(_ index: Int, _ conclusion: Conclusion, _ result: BulkRun.Result) -> RunReport {
        .ended(index, result, .concluded(SyncForm(Samples.situation(Self.accounts[index])), conclusion))
    }

    private func story() -> RunStory {
        var story = RunStory(Self.plan, at: Self.begun)
        story.take(.started([.waiting, .waiting, .waiting]), at: Self.begun)
        let link = Samples.link(Samples.direct)
        story.take(.began(0), at: Self.begun)
        story.take(.began(1), at: Self.begun)
        story.take(
            ended(0, .created(link, message: "", password: Secret("s"), duplicate: nil), .synchronized),
            at: Self.begun + 1
        )
        return story
    }

    @Test func `a wait that the vendor asked for is told with its end`() {
        let told = Phrases.waiting(.seconds(120), askedBy: "Dropbox", at: Self.begun)
        let end = (Self.begun + 120).time
        #expect(told == "Dropbox asked to wait: the next try is in 120 s, at \(end).")
        let stage = Submission.Stage.waiting(.seconds(120), isVendorsWish: true)
        #expect(stage.phrase == "waiting 120 s before the next try, as the vendor asked …")
    }

    @Test func `what the plan forbids is told in whole sentences, whoever runs it`() throws {
        var items = Self.plan.items
        items[0].verdict = .blocked([.words("Country is missing", cure: "correct it in the BSS, and read it again")])
        let plan = Plan(workspace: "w", system: "Dropbox", definitions: "d", items: items)
        var story = RunStory(plan, at: Self.begun)
        story.take(.recorded([0: RunRecord(.blocked, at: Self.begun, by: "anna")]), at: Self.begun)
        let entry = try #require(story.entries[0])
        #expect(entry.reason == "Country is missing")
        #expect(
            Array(entry.notice.lines.dropFirst())
                == ["Country is missing.", "Correct it in the BSS, and read it again."]
        )
    }

    @Test func `what came of an account is told with its id, its reason and its password`() throws {
        var story = story()
        story.take(
            ended(1, .refused(.init(status: 422, message: "wrong email", isBeforeSending: false)), .refused),
            at: Self.begun + 2
        )
        let first = try #require(story.entries[0])
        #expect(first.externalID == "dbx-1" && first.hasPassword && first.words == first.notice.headline)
        let second = try #require(story.entries[1])
        #expect(second.externalID == nil && !second.hasPassword && second.reason == "wrong email")
        #expect(second.words.contains("wrong email"))
        #expect(story.standings == [.ended(.synchronized), .ended(.refused), .waiting])
        #expect(
            story.counts.map { "\($0.count) \($0.state.rawValue)" }.sorted() == [
                "1 refused", "1 synchronized", "1 waiting",
            ]
        )
        #expect(story.results == "1 synchronized, 1 refused")
        #expect(story.recent == [1, 0] && story.lines(onlyFailed: false) == [1, 0, 2])
        #expect(story.lines(onlyFailed: true) == [1])
        #expect(story.failed == [Self.accounts[1].id] && story.synchronized == [Self.accounts[0].id])
        #expect(story.canGoOn && story.problemCount == 1)
    }

    @Test func `the rate, the time that is left and the bar follow from the time that is passed in`() {
        var story = story()
        #expect(story.pace(at: Self.begun + 0.4) == [])
        #expect(story.pace(at: Self.begun + 2) == ["0.5/s", "0:04 left"])
        #expect(story.pace(at: Self.begun + 100).first == "0.6/min", "0.0/s says nothing")
        #expect(story.pace(at: Self.begun + 10_000).first == "0.4/h")
        #expect(story.pace(at: Self.begun + 1_000_000) == [])
        #expect(story.bar(28).done.count == 9 && story.bar(28).left.count == 19)
        #expect(story.elapsed(at: Self.begun + 61) == 61)
        story.take(.finished(.stopped), at: Self.begun + 4)
        #expect(!story.isRunning && story.pace(at: Self.begun + 99) == ["0.3/s"])
        #expect(story.standings == [.ended(.synchronized), .waiting, .waiting] && story.steps.isEmpty)
        #expect(story.goingOn(at: Self.begun + 10).elapsed(at: Self.begun + 11) == 1)
    }

    @Test func `of a run whose accounts are all done no time is left that could be told`() {
        var story = story()
        #expect(DialogueWords.progress(story, at: Self.begun + 2) == "1 of 3 done, 0.5/s, 0:04 left.")
        let link = Samples.link(Samples.direct)
        for index in 1...2 {
            story.take(
                ended(index, .created(link, message: "", password: nil, duplicate: nil), .synchronized),
                at: Self.begun + 20
            )
        }
        #expect(story.isRunning && DialogueWords.progress(story, at: Self.begun + 20) == nil)
    }

    @Test func `a run that only waits for the vendor's turn says how long, and one that goes on does not`() {
        var story = story()
        #expect(story.secondsToTurn(at: Self.begun + 2) == nil)
        story.take(.awaitsTurn(1, .seconds(40)), at: Self.begun + 2)
        #expect(story.secondsToTurn(at: Self.begun + 3) == 39)
        story.take(.began(2), at: Self.begun + 3)
        #expect(story.secondsToTurn(at: Self.begun + 3) == nil)
        story.take(.awaitsTurn(2, .seconds(20)), at: Self.begun + 3)
        #expect(story.secondsToTurn(at: Self.begun + 3) == 20 && story.secondsToTurn(at: Self.begun + 23) == nil)
        #expect(DialogueWords.progress(story, at: Self.begun + 3) == "1 of 3 done, waits 0:20 for the vendor's turn.")
        story.take(.progressed(2, .asking), at: Self.begun + 4)
        #expect(story.secondsToTurn(at: Self.begun + 4) == nil)
    }

    @Test func `a run that only waits before the next try says how long, and who asked for it`() {
        var story = story()
        story.take(.progressed(1, .waiting(.seconds(107), isVendorsWish: true)), at: Self.begun + 2)
        #expect(story.steps[1]?.tries == 2)
        #expect(story.wait(at: Self.begun + 2) == "waits 1:47, since Dropbox asked for it")
        #expect(story.secondsToTurn(at: Self.begun + 2) == nil && story.wait(at: Self.begun + 109) == nil)
        #expect(
            DialogueWords.progress(story, at: Self.begun + 3) == "1 of 3 done, waits 1:46, since Dropbox asked for it."
        )
        story.take(.awaitsTurn(1, .seconds(40)), at: Self.begun + 4)
        #expect(story.wait(at: Self.begun + 4) == "waits 0:40 for the vendor's turn")
        story.take(.progressed(1, .waiting(.seconds(9), isVendorsWish: false)), at: Self.begun + 5)
        #expect(story.wait(at: Self.begun + 5) == "waits 0:09 before the next try")
        story.take(.progressed(1, .committing), at: Self.begun + 6)
        #expect(story.wait(at: Self.begun + 6) == nil)
    }

    @Test func `where nothing shows how long a run waits, each longer wait is told once`() {
        var story = story()
        var waits = ToldWaits()
        #expect(waits.sentence(story, at: Self.begun + 2) == nil)
        story.take(.progressed(1, .waiting(.seconds(107), isVendorsWish: true)), at: Self.begun + 2)
        #expect(waits.sentence(story, at: Self.begun + 2) == "The run waits 1:47, since Dropbox asked for it.")
        #expect(waits.sentence(story, at: Self.begun + 3) == nil)
        // The others have their turns right after it: that is the same wait.
        story.take(.began(2), at: Self.begun + 3)
        #expect(waits.sentence(story, at: Self.begun + 3) == nil)
        story.take(.awaitsTurn(2, .seconds(108)), at: Self.begun + 3)
        #expect(waits.sentence(story, at: Self.begun + 3) == nil)
        story.take(.awaitsTurn(1, .seconds(4)), at: Self.begun + 109)
        #expect(waits.sentence(story, at: Self.begun + 109) == nil, "a short one is not told")
        story.take(.awaitsTurn(1, .seconds(40)), at: Self.begun + 120)
        story.take(.awaitsTurn(2, .seconds(50)), at: Self.begun + 120)
        #expect(waits.sentence(story, at: Self.begun + 120) == "The run waits 0:40 for the vendor's turn.")
    }

    @Test func `whoever approves a run is told how many of its accounts are sent, and why the others are not`() {
        var run = changes([:], workers: 0).run
        #expect(RunWords.approving(run).lines[0] == "3 accounts are sent to Dropbox by the next worker.")
        run.counts = [.blocked: 2]
        #expect(
            RunWords.approving(run).lines[0] == "1 of 3 accounts is sent to Dropbox by the next worker; 2 are blocked."
        )
        #expect(RunWords.sending(run).title == "Send the 1 that is left to Dropbox?")
        var retry = RunRetry()
        retry.accounts = ["1", "2"]
        let retrying = RunWords.retrying(retry, of: 3, to: "Dropbox")
        #expect(retrying.title == "Send 2 accounts to Dropbox again?")
        #expect(retrying.lines == ["2 of 3 were refused or not sent."])
        (retry.settled, retry.untried, retry.inDoubt) = ([.synchronized: 1], 3, 1)
        #expect(
            RunWords.retrying(retry, of: 9, to: "Dropbox").lines == [
                "2 of 9 were refused or not sent.",
                "Left out: 1 synchronized by now; 3 not tried, which a new run of the plan sends; "
                    + "1 in doubt: the vendor must be asked about it first.",
            ]
        )
    }

    @Test func `of what others have taken only what is being sent is told as sending`() {
        var others = changes([:], workers: 1)
        for place in [0, 1] { others.items[place].standing = .taken(isOurs: false) }
        others.sent = [1]
        var story = RunStory(Self.plan, others)
        #expect(story.allTold == [.waiting, .underWay, .waiting])
        #expect(story.counts.map(\.name) == ["waiting", "sending"] && story.counts.map(\.count) == [2, 1])
        #expect(story.lines(onlyFailed: false) == [0, 1, 2])
        others.sent = nil
        story.take(others)
        #expect(story.allTold == [.underWay, .underWay, .waiting])
    }

    @Test func `the time of an approved run begins with its approval`() {
        var waiting = changes([:], workers: 0)
        waiting.run.approval = RunApproval(author: "anna", until: Self.begun + 900, isLapsed: false)
        var story = RunStory(Self.plan, waiting)
        waiting.run.approval?.given = RunApproval.Given(by: "ben", at: Self.begun + 600)
        waiting.run.stop = StoredRun.Stop(by: "anna", at: Self.begun + 620)
        (waiting.run.ending, waiting.run.ended) = (.stopped, Self.begun + 620)
        story.take(waiting)
        #expect(story.elapsed(at: Self.begun + 700) == 20)
        #expect(story.time(at: Self.begun + 700) == "stopped after 0:20")
        #expect(RunStory(Self.plan, waiting).elapsed(at: Self.begun + 700) == 20)
        #expect(self.story().time(at: Self.begun + 7) == "0:07 elapsed")
    }

    @Test func `what has no turn yet waits, and is not counted as being sent`() {
        var story = story()
        story.take(.began(2), at: Self.begun + 2)
        story.take(.awaitsTurn(1, .seconds(12)), at: Self.begun + 2)
        story.take(.awaitsTurn(2, .seconds(32), isReserved: false), at: Self.begun + 2)
        #expect(story.steps[1]?.hasTurn == true && story.steps[2]?.hasTurn == false)
        #expect(story.counts.first { $0.state == .waiting }?.count == 2)
        #expect(!story.counts.contains { $0.state == .sending })
        story.take(.progressed(1, .asking), at: Self.begun + 14)
        #expect(story.counts.first { $0.state == .sending }?.count == 1)
    }

    @Test func `what only waits for its next try is not in doubt when the program ends`() {
        let leaving = Notice.waiting(for: 1, resting: ["R-500"], seconds: 3, key: "q").text { _ in "Esc" }
        #expect(
            leaving == "Waiting for 1 send to finish (3 s). q again: quit now; "
                + "R-500 only waits for its next try and is not sent. Esc stays."
        )
        let both = Notice.waiting(for: 2, resting: ["R-500"], seconds: 3, key: "q").text { _ in "Esc" }
        #expect(both.contains("quit now and leave it in doubt; R-500 only waits for its next try and is not sent."))
        let stopping = Phrases.stopping("Ctrl-C again", isOut: false, resting: ["R-1", "R-2"])
        #expect(stopping == "Stopping: R-1, R-2 only wait for their next try and are not sent.")
    }

    @Test func `of a run that others work on the next free turn is told`() {
        var run = changes([:], workers: 1).run
        #expect(RunWords.turn(run, at: Self.begun) == nil)
        run.nextTurn = Self.begun + 40
        #expect(RunWords.turn(run, at: Self.begun + 1) == "The next free turn at Dropbox is in 0:39.")
        #expect(RunWords.turn(run, at: Self.begun + 40) == nil)
        var story = RunStory(Self.plan, changes([:], workers: 1))
        story.take(run)
        #expect(story.secondsToTurn(at: Self.begun + 1) == 39)
    }

    /// A run as the book keeps it, of which `records` have ended.
    private func changes(_ records: [Int: RunRecord], workers: Int, retryOf: Int? = nil) -> RunChanges {
        let run = StoredRun(
            id: RunID(rawValue: 3),
            system: "Dropbox",
            hash: "h",
            size: 3,
            limits: RunLimits(),
            by: "anna",
            begun: Self.begun,
            isDetached: true,
            retryOf: retryOf.map { RunID(rawValue: $0) },
            workers: workers
        )
        let items = Self.accounts.enumerated()
            .map { place, account in
                RunItem(place: place, account: account.id, standing: records[place].map { .ended($0) } ?? .free)
            }
        return RunChanges(run: run, items: items, version: 1)
    }

    private func record(_ result: BulkRun.Result, _ seconds: Double = 1) -> RunRecord {
        RunRecord(result, at: Self.begun + seconds, by: "anna")
    }

    @Test func `what a run left out on purpose is told as left out, and not as waiting`() {
        let records = [0: record(.synchronized), 1: record(.leftOut, 0)]
        var told = changes(records, workers: 0)
        told.run.counts = [.synchronized: 1, .leftOut: 1]
        var story = RunStory(Self.plan, told)
        #expect(story.counts.map(\.name).sorted() == ["left out", "synchronized", "waiting"])
        #expect(story.allTold == [.ended(.synchronized), .ended(.leftOut), .waiting])
        // It can be sent by another run, and nobody waits for it in this one.
        #expect(story.standings[1] == .waiting && story.canGoOn && story.doneCount == 1)
        #expect(DialogueWords.line(2, of: story) == "2. R-1, \(Self.accounts[1].name), left out.")
        #expect(RunWords.told(told.run).hasSuffix(" 1 synchronized, 1 left out."))
        (told.run.ending, told.run.ended) = (.complete, Self.begun + 4)
        story.take(told)
        #expect(story.summary.headline == "Finished: 1 synchronized, 1 left out, 1 still waiting.")
    }

    @Test func `what a run did not try, since it had ended before, is told with why and what to do`() {
        let item = Self.plan.items[0]
        let conflict = Notice(.ended(.conflict), of: item, on: "Dropbox")
        #expect(conflict?.headline.hasSuffix("belongs to another account here.") == true && conflict?.cure != nil)
        #expect(Notice(.ended(.skipped), of: item, on: "Dropbox")?.headline.hasSuffix("its parent failed.") == true)
        #expect(Notice(.ended(.blocked), of: item, on: "Dropbox")?.cure == "Look at it again in a new plan.")
        #expect(Notice(.ended(.synchronized), of: item, on: "Dropbox") == nil)
        #expect(Notice(.waiting, of: item, on: "Dropbox") == nil)
    }

    @Test func `what was synchronized elsewhere before a retry has no reason of the run before`() {
        var story = RunStory(Self.plan, at: Self.begun)
        story.take(.recorded([0: RunRecord(.notSent, at: Self.begun, by: "anna")]), at: Self.begun)
        #expect(story.entries[0] != nil && story.recent == [0])
        story.take(.started([.ended(.synchronized), .waiting, .waiting]), at: Self.begun + 9)
        #expect(story.entries.isEmpty && story.recent.isEmpty)
    }

    @Test func `what a run leaves out stays so, although its parent fails once more`() {
        var story = RunStory(Self.plan, at: Self.begun)
        story.take(.started([.waiting, .waiting, .waiting]), at: Self.begun)
        story.take(.recorded([2: RunRecord(.leftOut, at: Self.begun, by: "anna")]), at: Self.begun)
        #expect(story.allTold == [.waiting, .waiting, .ended(.leftOut)])
        story.take(.ended(2, .skipped, .untried), at: Self.begun + 9)
        #expect(story.allTold == [.waiting, .waiting, .ended(.leftOut)] && story.doneCount == 0)
    }

    @Test func `whoever joins a run lists what had ended once`() {
        let records = [0: record(.synchronized, 1), 1: record(.refused, 2)]
        var story = RunStory(Self.plan, changes(records, workers: 0))
        #expect(story.recent == [1, 0])
        story.take(.started([.ended(.synchronized), .ended(.refused), .waiting]), at: Self.begun + 9)
        story.take(.recorded(records), at: Self.begun + 9)
        #expect(story.recent == [1, 0] && story.lines(onlyFailed: false) == [1, 0, 2])
    }

    @Test func `what came of an account reads the same from its record as from the vendor's answer`() throws {
        let account = Self.accounts[0]
        let holder = AccountOnSystem(account: Self.accounts[1], link: nil)
        let ends: [(BulkRun.Result, Conclusion, ExternalID?)] = [
            (.conflict, .conflict(Samples.link(account, .conflict, as: "dbx-2"), holder: holder), "dbx-2"),
            (.atVendor, .atVendor(Samples.link(account, .atVendor, as: "dbx-2")), "dbx-2"),
            (.inDoubt, .inDoubt(Samples.link(account, .inDoubt, as: nil), .broken(.timedOut)), nil),
        ]
        for (result, conclusion, id) in ends {
            var story = story()
            story.take(ended(0, conclusion, result), at: Self.begun)
            let seen = try #require(story.entries[0]?.notice)
            story.take(
                .recorded([0: RunRecord(result, externalID: id, at: Self.begun, by: "anna")]),
                at: Self.begun
            )
            let kept = try #require(story.entries[0]?.notice)
            #expect(kept != seen && kept.cure == seen.cure && kept.keyCure == seen.keyCure, "\(result)")
            guard let id else { continue }
            // The record does not say which account has the id.
            let told = seen.headline.replacing(holder.named, with: "another account")
            #expect(kept.headline == told && told.contains(" \(id)"), "\(result): \(kept.headline)")
        }
    }

    @Test func `a run has a pace only while somebody works on it, and by what is worked on`() {
        let records = [0: record(.synchronized), 1: record(.blocked, 0)]
        #expect(RunStory(Self.plan, changes(records, workers: 0)).pace(at: Self.begun + 4) == [])
        #expect(RunStory(Self.plan, changes(records, workers: 1)).pace(at: Self.begun + 4) == ["0.3/s", "0:04 left"])
        let blocked = [0: record(.blocked, 0), 1: record(.skipped, 0)]
        #expect(RunStory(Self.plan, changes(blocked, workers: 1)).pace(at: Self.begun + 4) == [])
        // Whoever joins it works on it, and counts from then.
        var story = RunStory(Self.plan, changes(records, workers: 0))
        story.take(.started([.ended(.synchronized), .ended(.blocked), .waiting]), at: Self.begun + 100)
        story.take(.began(2), at: Self.begun + 100)
        #expect(story.pace(at: Self.begun + 102) == [])
        let link = Samples.link(Samples.customer)
        story.take(
            ended(2, .created(link, message: "", password: nil, duplicate: nil), .synchronized),
            at: Self.begun + 102
        )
        #expect(story.pace(at: Self.begun + 102) == ["0.5/s", "0:00 left"])
    }

    @Test func `a run that is over is tried again only where something failed`() {
        func cure(_ counts: [BulkRun.Result: Int]) -> String? {
            var run = changes([:], workers: 0).run
            (run.ending, run.counts) = (.stopped, counts)
            return Notice(RunProblem.over(run)).cure
        }
        #expect(cure([.refused: 1, .synchronized: 2])?.contains("account-sync runs retry 3") == true)
        #expect(cure([.synchronized: 1]) == "To send what it left out, run the plan again.")
        #expect(cure([.synchronized: 3]) == nil)
    }

    @Test func `what is left of a retry is sent by the same command, and what it left out by the plan`() {
        var told = changes([1: record(.leftOut, 0), 2: record(.leftOut, 0)], workers: 0, retryOf: 1)
        (told.run.ending, told.run.ended, told.run.counts) = (.stopped, Self.begun + 4, [.leftOut: 2])
        #expect(
            RunStory(Self.plan, told).summary.lines == [
                "The run was stopped; nothing new was begun.", "To send the rest, run `account-sync runs retry 1`.",
            ]
        )
        #expect(Notice(RunProblem.over(told.run)).cure == "`account-sync runs retry 1` tries again what failed.")
        told.items[0].standing = .ended(record(.synchronized))
        #expect(RunStory(Self.plan, told).summary.cure == "To send the rest, run the plan again.")
        // One that is not known from the book yet.
        told.run = changes([:], workers: 0).run
        var next = RunStory(Self.plan, told).goingOn(at: Self.begun, isRetry: true)
        next.take(.started([.waiting, .ended(.synchronized), .ended(.synchronized)]), at: Self.begun)
        next.take(.finished(.stopped), at: Self.begun + 1)
        #expect(next.summary.cure == "To send the rest, run `account-sync runs retry 3`.")
        var retry = RunRetry()
        retry.untried = 3
        #expect(
            Notice(RunProblem.nothingFailed(told.run, retry)).lines == [
                "Nothing of run 3 is refused or not sent now; no run was begun.", "Left out: 3 not tried.",
                "To send what it left out, run the plan again.",
            ]
        )
        retry.untried = 0
        #expect(Notice(RunProblem.nothingFailed(told.run, retry)).cure == nil)
    }

    @Test func `a plan is applied only if there is something to do`() {
        func below(_ verdicts: Plan.Verdict...) -> [String] {
            var items = Self.plan.items
            for (index, verdict) in verdicts.enumerated() { items[index].verdict = verdict }
            let some = Array(items.prefix(verdicts.count))
            let plan = Plan(workspace: "w", system: "Dropbox", definitions: "d", items: some)
            return Phrases.below(plan.tally, Forecast(of: plan.tally, limits: RunLimits()))
        }
        #expect(below() == ["No account is selected."])
        #expect(below(.blocked([.words("no", cure: nil)]), .synchronized(as: "dbx-1")).count == 1)
        #expect(below(.waits(for: "R-1"), .waits(for: "R-1")).first == "2 wait for their parent.")
        #expect(below(.ready).last?.hasPrefix("Nothing was sent. Apply it with: ") == true)
    }

    @Test func `the plan of a run that is over says what became of the run, not how to apply it`() {
        var run = changes([:], workers: 0).run
        (run.ending, run.counts) = (.complete, [.synchronized: 3])
        let plan = Self.plan.tally
        let below = Phrases.below(plan, Forecast(of: plan, limits: RunLimits()), of: run)
        #expect(below.count == 2 && below.last == "Run 3 on Dropbox: complete, 3 of 3 done.")
    }

    @Test func `the end of a run is told with what came of its accounts`() {
        var run = changes([:], workers: 0).run
        (run.ending, run.counts) = (.complete, [.synchronized: 1, .refused: 2])
        #expect(RunWords.ended(run, .complete) == "Run 3 on Dropbox has ended: complete, 1 synchronized, 2 refused.")
    }

    @Test func `accounts in conflict are counted in the same words everywhere`() {
        var run = changes([:], workers: 0).run
        run.counts = [.conflict: 2]
        #expect(RunWords.told(run).hasSuffix(" 2 in conflict."))
        var story = story()
        story.take(.recorded([1: record(.conflict)]), at: Self.begun + 2)
        #expect(story.results == "1 synchronized, 1 in conflict")
        #expect(DialogueWords.counts([.conflict: 2], on: "Dropbox") == "Dropbox: 2 in conflict.")
        #expect(InboxWords.notListed(.conflict, 1, of: 2).hasPrefix("1 of 2 in conflict are listed"))
    }

    @Test func `what is blocked and what is skipped are told apart, everywhere with the same numbers`() {
        var story = RunStory(Self.plan, at: Self.begun)
        story.take(.started([.ended(.blocked), .ended(.skipped), .ended(.skipped)]), at: Self.begun)
        #expect(story.counts.map { "\($0.count) \($0.name)" } == ["1 blocked", "2 skipped"])
        #expect(Set(story.counts.map(\.state)) == [.blocked])
    }

    @Test func `a file of rejects says of a run in the book what to do, and leaves out what was settled since`() throws
    {
        var items = Self.plan.items
        items[1].verdict = .blocked([.words("Country is missing", cure: "correct it in the BSS")])
        let plan = Plan(workspace: "w", system: "Dropbox", definitions: "d", items: items)
        let records = [0: record(.inDoubt), 1: record(.blocked), 2: record(.inDoubt)]
        let story = RunStory(plan, changes(records, workers: 0))
        let fields = SyncOptionDefinitions(fields: [])
        let rejects = story.rejects(given: [:], settled: [Self.accounts[0].id], fields: fields)
        #expect(rejects.contains("R-1,,blocked,Country is missing,correct it in the BSS\n"), "\(rejects)")
        #expect(!rejects.contains("Z-1,") && rejects.contains("C-1,"), "\(rejects)")
        // What the run was not to send is not settled by being synchronized: what was asked for is still to be corrected.
        #expect(story.rejects(given: [:], settled: [Self.accounts[1].id], fields: fields).contains("R-1,,blocked"))
        let notice = try #require(story.entries[1]?.notice)
        #expect(notice.details == ["Country is missing."] && notice.cure == "Correct it in the BSS.")
    }

    @Test(arguments: [
        (0, "0:00"), (59, "0:59"), (60, "1:00"), (3599, "59:59"), (3600, "1:00:00"), (36_061, "10:01:01"),
    ])
    func `a time is told as minutes and seconds`(seconds: Int, words: String) {
        #expect(seconds.clock == words)
    }

    @Test func `every standing has its state, and its name in JSON is the state's but for one`() {
        let standings = [.waiting, .underWay] + Self.results.map(BulkRun.Standing.ended)
        let states = standings.map(\.state)
        #expect(
            states == [
                .waiting, .sending, .synchronized, .atVendor, .refused, .notSent, .inDoubt, .conflict, .blocked,
                .blocked, .notSent, .sending,
            ]
        )
        for standing in standings {
            #expect(standing.name == (standing == .ended(.skipped) ? "skipped" : standing.state.rawValue))
        }
    }

    @Test func `a plan's item stands on one line, briefly or with what to do`() {
        var item = Self.plan.items[0]
        item.fields = [.init(id: "role", label: "Role", value: "1", shown: "User", provenance: .none)]
        #expect(item.line(isBrief: true) == "Role User" && item.line(isBrief: false) == "Role User")
        item.verdict = .synchronized(as: "dbx-1")
        #expect(item.line(isBrief: true) == "dbx-1" && item.line(isBrief: false) == "as dbx-1")
        item.verdict = .inDoubt
        #expect(item.line(isBrief: true) == "the exists call is made once")
    }
}
