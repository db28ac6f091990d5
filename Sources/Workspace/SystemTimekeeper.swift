import FoundationEssentials
import Glibc
package import Synchronizing

/// The machine's clocks: the wall clock, and one that counts from boot and continues during sleep.
package struct SystemTimekeeper: Timekeeper {
    private let boot: String

    /// Finds out which boot this is.
    package init() {
        // Without it (no /proc) every process counts as a boot of its own, which only makes waits start again.
        let kernel = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        boot = kernel?.split(separator: "\n").first.map(String.init) ?? UUID().uuidString
    }

    package func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(
            wall: Date(),
            uptime: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec),
            boot: boot
        )
    }

    package func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
