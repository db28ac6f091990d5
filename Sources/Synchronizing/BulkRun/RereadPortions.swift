import Accounts

/// Reads the accounts of a bulk run again, a portion at a time, and each shortly before it is sent.
actor RereadPortions {
    private struct Portion {
        let at: Duration
        let reading: Task<Rereading, Never>
    }

    /// The accounts that may be sent, in the order of the plan.
    private let accounts: [AccountID]
    private let places: [AccountID: Int]
    private let read: AccountReader
    private let timekeeper: any Timekeeper
    private var portions: [AccountID: Portion] = [:]

    init(_ accounts: [AccountID], timekeeper: any Timekeeper, read: @escaping AccountReader) {
        (self.accounts, self.timekeeper, self.read) = (accounts, timekeeper, read)
        places = Dictionary(zip(accounts, accounts.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Reads an account again, with those that will be sent after it, unless it has just been read with others.
    func readAgain(_ account: AccountID, _ begins: @escaping @Sendable () -> Void) async -> Rereading {
        let now = timekeeper.now().uptime
        if let known = portions[account], now - known.at < Self.longest {
            return await known.reading.value
        }
        let after = accounts[(places[account].map { $0 + 1 } ?? accounts.endIndex)...]
        let others = after.lazy.filter { [portions] in portions[$0].map { now - $0.at >= Self.longest } ?? true }
        let ids = [account] + others.prefix(Self.size - 1)
        // It serves all of them, so it goes on if this one is cancelled.
        let reading = Task { [read] in await read(ids, begins) }
        for id in ids { portions[id] = Portion(at: now, reading: reading) }
        return await reading.value
    }

    /// How many accounts are read at once.
    static let size = 40
    /// How long what was read counts as what is there now, however slowly the run goes.
    static let longest = Duration.seconds(120)
}
