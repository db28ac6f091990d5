import Accounts
import Samples
import Testing

@testable import Synchronizing

/// Requests begin no faster than the rate, and not before the vendor wishes.
@Suite struct PacerTests {
    private let timekeeper = FakeTimekeeper()

    private func pacer(_ rate: Double) -> Pacer { Pacer(ratePerSecond: rate, timekeeper: timekeeper) }

    /// When each of some turns comes, in milliseconds from now.
    private func turns(_ count: Int, _ pacer: Pacer) async -> [Int] {
        let start = timekeeper.now().uptime
        var times: [Int] = []
        for _ in 0..<count {
            #expect(await pacer.turn())
            times.append(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()))
        }
        return times
    }

    @Test func `the first turn comes at once, the next ones at the rate`() async {
        #expect(await turns(3, pacer(2)) == [0, 525, 1050])
    }

    @Test func `time that passed is not made up for`() async {
        let pacer = pacer(2)
        _ = await turns(1, pacer)
        timekeeper.advance(.seconds(10))
        #expect(await turns(2, pacer) == [0, 525])
    }

    @Test func `without a rate every turn comes at once`() async {
        #expect(await turns(3, pacer(0)) == [0, 0, 0])
    }

    @Test(arguments: [0, 2.0])
    func `a vendor's wish to wait is kept, with a rate or without`(rate: Double) async {
        let pacer = pacer(rate)
        await pacer.holdOff(.seconds(60))
        #expect(await turns(1, pacer) == [60_000])
    }

    @Test func `a shorter wish after a longer one shortens nothing, a longer one after a shorter one counts`() async {
        let first = pacer(0)
        await first.holdOff(.seconds(60))
        await first.holdOff(.seconds(5))
        #expect(await turns(1, first) == [60_000])
        let second = pacer(0)
        await second.holdOff(.seconds(5))
        await second.holdOff(.seconds(60))
        #expect(await turns(1, second) == [60_000])
    }

    @Test func `a wish that is shorter than the rate's own wait does not bring a turn forward`() async {
        let pacer = pacer(0.1)
        _ = await turns(1, pacer)
        await pacer.holdOff(.seconds(1))
        #expect(await turns(1, pacer) == [10_500])
    }

    @Test func `after a stop nobody has a turn who would have to wait for it`() async {
        let waiting = WaitingTimekeeper()
        let pacer = Pacer(ratePerSecond: 0.01, timekeeper: waiting)
        #expect(await pacer.turn())
        async let second = pacer.turn()
        await waiting.waitForSleep()
        await pacer.stop()
        #expect(await !second)
        #expect(await !pacer.turn())
        let free = self.pacer(0)
        await free.stop()
        #expect(await free.turn())
    }

    /// Those whose turns have passed while something held them up.
    @Test func `what was held up together does not begin together`() async {
        let pacer = pacer(2)
        _ = await turns(3, pacer)
        timekeeper.advance(.seconds(10))
        let start = timekeeper.now().uptime
        var times: [Int] = []
        for _ in 0..<3 {
            await pacer.begin()
            times.append(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()))
        }
        #expect(times == [0, 525, 1050])
        let free = self.pacer(0)
        for _ in 0..<3 { await free.begin() }
        #expect(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()) == 1050)
    }

    @Test func `no rate, however small, can trap`() async {
        #expect(await pacer(1e-300).turn())
        let slow = pacer(1e-300)
        #expect(await turns(2, slow) == [0, 86_400_000])
    }
}
