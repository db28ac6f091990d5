import FoundationEssentials
import Glibc
package import Synchronizing

/// The machine's clocks: the wall's, and the one that counts from boot and goes on in sleep.
package struct SystemTimekeeper: Timekeeper {
    private let boot: String

    /// Reads which boot this is.
    package init() {
        // Without it (no /proc) every process counts as a boot of its own, which only makes waits start again.
        let kernel = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        boot = kernel?.split(separator: "\n").first.map(String.init) ?? UUID().uuidString
    }

    /// The time on both clocks.
    package func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(
            wall: Date(),
            uptime: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec),
            boot: boot
        )
    }

    /// Waits.
    package func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
