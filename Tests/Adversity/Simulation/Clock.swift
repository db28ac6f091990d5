import Accounts
import FoundationEssentials
import Synchronizing

/// The time of a run, in milliseconds, and the two clocks that show it: a wall clock that people set, and one that
/// begins at boot.
struct Clock {
    var time = 0
    private var wallOffset = 0
    private var bootTime = 0
    private(set) var boots = 1

    func now() -> Moment {
        Moment(
            wall: Date(timeIntervalSinceReferenceDate: 800_000_000 + Double(time + wallOffset) / 1000),
            uptime: .milliseconds(1_000_000 + time - bootTime),
            boot: "boot \(boots)"
        )
    }

    mutating func jump(_ milliseconds: Int) { wallOffset += milliseconds }

    mutating func reboot() {
        boots += 1
        bootTime = time
    }
}

/// The clocks as a process sees them; the world wakes sleepers.
struct SimulatedTimekeeper: Timekeeper {
    unowned let process: Process

    func now() -> Moment { process.world.clock.now() }

    func sleep(for duration: Duration) async throws {
        _ = await process.world.pass(process, after: Int(duration / .milliseconds(1)))
    }
}
