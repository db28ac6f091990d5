import Accounts
import Foundation
import Samples
import Synchronizing
import Telling
import Testing

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
        #expect(story.bar(28).done.count == 9 && story.bar(28).left.count == 19)
        #expect(story.elapsed(at: Self.begun + 61) == 61)
        story.take(.finished(.stopped), at: Self.begun + 4)
        #expect(!story.isRunning && story.pace(at: Self.begun + 99) == ["0.3/s"])
        #expect(story.standings == [.ended(.synchronized), .waiting, .waiting] && story.steps.isEmpty)
        #expect(story.goingOn(at: Self.begun + 10).elapsed(at: Self.begun + 11) == 5)
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
        #expect(item.line(isBrief: true) == "exists is asked once")
    }
}
