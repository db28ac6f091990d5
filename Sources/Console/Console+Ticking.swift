/// Ticks: each second while a time is running on the screen, seldom while a form follows the BSS, and otherwise none.
extension Console {
    package var tick: Duration? {
        if leaving != nil || screens.contains(where: \.ticks) { return .seconds(1) }
        return screens.contains(where: \.followsBSS) ? .seconds(Self.followed) : nil
    }

    /// How often what is shown of an account is read again from the BSS, in seconds.
    private static let followed = 10

    mutating func takeTick() {
        let seconds = tick == .seconds(1) ? 1 : Self.followed
        leaving?.seconds += 1
        for index in screens.indices { screens[index].tick() }
        followBSS(after: seconds)
    }

    /// Reads what the topmost screen shows of the BSS again, every few seconds.
    private mutating func followBSS(after seconds: Int) {
        sinceReading += seconds
        guard sinceReading >= Self.followed, let index = screens.lastIndex(where: \.followsBSS) else { return }
        sinceReading = 0
        execute(screens[index].readAgain())
    }
}
