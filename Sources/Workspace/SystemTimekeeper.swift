import FoundationEssentials
import Glibc
public import Synchronizing

/// The machine's clocks: the wall's, and the one that counts from boot and goes on in sleep.
public struct SystemTimekeeper: Timekeeper {
    private let boot: String

    /// Reads which boot this is.
    public init() {
        // Without it (no /proc) every process counts as a boot of its own, which only makes waits start again.
        let kernel = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        boot = kernel?.split(separator: "\n").first.map(String.init) ?? UUID().uuidString
    }

    /// The time on both clocks.
    public func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(
            wall: Date(),
            uptime: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec),
            boot: boot
        )
    }

    /// Waits.
    public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
