import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

@Suite struct ResolutionTests {
    private let limits = SendingLimits()

    /// A case whose deadline passed at 0; with *absent* at some seconds after it.
    private func open(absent: [Double], proved: Bool = true, boot: String = "boot") -> OpenCase {
        let link = Samples.link(Samples.direct, .inDoubt, as: nil)
        let intent = Intent(
            attempt: "a",
            account: "3",
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
            parent: nil,
            email: "",
            options: [:],
            begun: Samples.moment(-30),
            deadline: Samples.moment(0),
            by: "tester"
        )
        return OpenCase(
            relative: AccountOnSystem(account: Samples.direct, link: link),
            link: link,
            isExistsProved: proved,
            intent: intent,
            probes: absent.map { Probe(.absent, at: Samples.moment($0, boot: boot)) }
        )
    }

    private func resolution(_ open: OpenCase, at seconds: Double, boot: String = "boot") -> Resolution {
        Resolution(open, deadline: .seconds(30), now: Samples.moment(seconds, boot: boot), limits: limits)
    }

    @Test func `absent proves nothing before the wait is over`() {
        #expect(resolution(open(absent: [1, 40]), at: 41) == .ask(in: .seconds(19)))
        #expect(!resolution(open(absent: [1, 40]), at: 41).allowsSendingAgain)
    }

    @Test func `two absents, half a minute apart, the last after the wait, let the operator send again`() {
        #expect(resolution(open(absent: [40, 70]), at: 71) == .sendAgain)
        #expect(resolution(open(absent: [40, 70], proved: false), at: 71) == .sendAgainUnproved)
        #expect(resolution(open(absent: [70]), at: 71) == .ask(in: .seconds(29)))
        #expect(resolution(open(absent: [50, 70]), at: 71) == .ask(in: .seconds(9)))
        #expect(resolution(open(absent: [1, 59]), at: 100) == .ask(in: .zero))
    }

    @Test func `the wait and the gap are kept to the second`() {
        #expect(resolution(open(absent: [30, 60]), at: 61) == .sendAgain)
        #expect(resolution(open(absent: [29.9, 59.9]), at: 61) == .ask(in: .zero))
        #expect(resolution(open(absent: [40, 69.5]), at: 71) == .ask(in: .zero))
        #expect(resolution(open(absent: [40, 69.5]), at: 69.5) == .ask(in: .milliseconds(500)))
        #expect(resolution(open(absent: [40, 50, 60, 70]), at: 71) == .sendAgain)
    }

    @Test func `only absent counts, whatever else exists said before and after it`() {
        var open = open(absent: [40, 70])
        open.probes.insert(Probe(.unclear, at: Samples.moment(10)), at: 0)
        open.probes.append(Probe(.unclear, at: Samples.moment(100)))
        #expect(resolution(open, at: 101) == .sendAgain)
        open.probes = [Probe(.absent, at: Samples.moment(40)), Probe(.unclear, at: Samples.moment(70))]
        #expect(resolution(open, at: 71) == .ask(in: .zero))
    }

    @Test func `what was never asked is asked at once`() {
        #expect(resolution(open(absent: []), at: 1) == .ask(in: .zero))
        #expect(!resolution(open(absent: []), at: 1).allowsSendingAgain)
        #expect(resolution(open(absent: [40, 70]), at: 71).allowsSendingAgain)
        #expect(resolution(open(absent: [40, 70], proved: false), at: 71).allowsSendingAgain)
    }

    @Test func `after a reboot the wait starts again at the first probe, as if the deadline lay ahead of it`() {
        #expect(resolution(open(absent: [40, 70]), at: 71, boot: "next") == .ask(in: .zero))
        #expect(resolution(open(absent: [100], boot: "next"), at: 101, boot: "next") == .ask(in: .seconds(89)))
        let early = open(absent: [100, 161], boot: "next")
        #expect(resolution(early, at: 162, boot: "next") == .ask(in: .seconds(28)))
        #expect(resolution(open(absent: [100, 191], boot: "next"), at: 192, boot: "next") == .sendAgain)
    }

    @Test func `a deadline that was longer when it was sent counts, whatever the registration says now`() {
        var open = open(absent: [70, 110])
        open.intent?.begun = Samples.moment(-100)
        #expect(resolution(open, at: 111) == .ask(in: .seconds(89)))
    }

    @Test func `after a jump of the wall clock the wait starts again`() {
        var now = Samples.moment(71)
        now.wall += 3600
        #expect(
            Resolution(open(absent: [40, 70]), deadline: .seconds(30), now: now, limits: limits) == .ask(in: .zero)
        )
    }

    @Test func `without an attempt of ours there is nothing to send again`() {
        var open = open(absent: [40, 70])
        open.intent = nil
        #expect(!resolution(open, at: 1000).allowsSendingAgain)
    }
}
