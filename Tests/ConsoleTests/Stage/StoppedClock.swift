import Accounts
import Foundation
import Sandbox
import Synchronizing

/// A moment that lasts, so that every time on the screen is the same in every run; waits are over at once.
struct StoppedClock: Timekeeper {
    /// 2026-11-02 12:03:11 UTC.
    static let wall = Date(timeIntervalSince1970: 1_793_620_991)

    func now() -> Moment { Moment(wall: Self.wall, uptime: .seconds(1000), boot: "boot") }

    func sleep(for duration: Duration) async throws {}
}

/// What the sandbox lets in.
enum Sandboxed {
    static let applicationID = Sandbox.applicationID
    static let apiKey = Secret(Sandbox.apiKey)
}
