import AccountIndex
import Accounts
import CMalloc
import Synchronization
import Synchronizing

/// The index of a workspace's accounts: filled in the background, and kept up with the store.
actor LiveBook {
    private let reader: any BookReader
    /// The index as this machine keeps it from one console to the next.
    private let kept: KeptIndex?
    private var index: AccountIndex?
    private var version = 0
    private var orders: [SortedRows] = []
    /// Those who wait for a reading that is under way; two at once would lose what the first one read.
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isReading = false
    private var preparing: Task<Void, Never>?
    private var resting: Task<Void, Never>?
    /// The orders that are read from texts take longest to make.
    private static let prepared = [AccountQuery.Order.name, .email]
    /// Fewer accounts than this leave little behind.
    private static let worthReturning = 50_000
    /// Fewer accounts than this are put in order while nobody notices, by whoever asks for it.
    private static let worthPreparing = 2_000

    init(_ reader: any BookReader, kept: KeptIndex? = nil) { (self.reader, self.kept) = (reader, kept) }

    deinit {
        preparing?.cancel()
        resting?.cancel()
    }

    /// The index as the store is now, about some systems; nil if it is as it was.
    func refreshed(systems: [SystemName]) async throws(StoreFailure) -> AccountIndex? {
        while isReading { await withCheckedContinuation { waiting.append($0) } }
        isReading = true
        defer {
            isReading = false
            for other in waiting { other.resume() }
            waiting = []
        }
        guard var index, index.systems == systems else { return try await filled(systems) }
        let changes = try await reader.changes(since: version)
        if changes.isReshaped { return try await filled(systems) }
        version = max(version, changes.version)
        guard !changes.accounts.isEmpty else { return nil }
        index.apply(changes.accounts.map(IndexChange.put))
        self.index = index
        orders = []
        // Changes come in swarms.
        prepare(index, after: .seconds(3))
        return index
    }

    /// The index that this machine has kept, brought up to what the book is now; nil if the book is to be read.
    private func recalled(_ systems: [SystemName]) async throws(StoreFailure) -> AccountIndex? {
        guard index == nil, let kept, var found = kept.read(systems: systems, after: nil) else { return nil }
        // In another history of the book, the same number is another moment.
        guard try await reader.change(of: found.version) == found.change else {
            kept.remove()
            return nil
        }
        let changes = try await reader.changes(since: found.version)
        // What is no longer seen must not stay in the file either.
        if changes.isReshaped { kept.remove() }
        guard !changes.isReshaped, changes.accounts.count <= max(Self.fewChanges, found.index.count / 50) else {
            return nil
        }
        if !changes.accounts.isEmpty { found.index.apply(changes.accounts.map(IndexChange.put)) }
        (index, version, orders) = (found.index, max(found.version, changes.version), [])
        prepare(found.index, after: .zero)
        if changes.accounts.count > Self.fewChanges { keepOnThisMachine(found.index, version) }
        return found.index
    }

    /// As many changes are applied in less time than a book of a thousand times as many accounts is read.
    private static let fewChanges = 500

    private func keepOnThisMachine(_ index: AccountIndex, _ version: Int) {
        guard let kept else { return }
        Task.detached(priority: .background) { [reader] in
            // What cannot be kept is read again.
            guard let change = try? await reader.change(of: version) else { return }
            kept.write(index, version: version, change: change)
        }
    }

    private func filled(_ systems: [SystemName]) async throws(StoreFailure) -> AccountIndex {
        if let recalled = try await recalled(systems) { return recalled }
        // What is frequent in the texts is learnt from all over the book.
        let sample = try await reader.sampleTexts(2_000)
        account_sync_keep_freed_memory()
        defer { account_sync_return_freed_memory() }
        let filling = Mutex(AccountIndex(systems: systems, sample: sample, after: index))
        version = try await reader.readBook(portion: 8_192) { portion in
            filling.withLock { $0.append(portion) }
            return !Task.isCancelled
        }
        let filled = filling.withLock { $0 }
        (index, orders) = (filled, [])
        prepare(filled, after: .zero)
        if !Task.isCancelled { keepOnThisMachine(filled, version) }
        return filled
    }

    /// Does beforehand what would keep somebody waiting who asks for it first: the orders that are read from texts, and
    /// the names of the countries.
    private func prepare(_ index: AccountIndex, after wait: Duration) {
        preparing?.cancel()
        preparing = Task.detached(priority: .background) { [weak self] in
            // Cancelled means that there is a later index.
            guard (try? await Task.sleep(for: wait)) != nil else { return }
            _ = Country(meaning: "")
            guard index.count >= Self.worthPreparing else { return }
            for order in Self.prepared {
                guard let rows = index.sorted(by: order, unless: { Task.isCancelled }) else { return }
                await self?.keep(rows)
            }
            await self?.rest()
        }
    }

    /// Gives back what filling, ordering or searching needed for a while, once nothing has been asked for during a second.
    func rest() {
        guard let index, index.count >= Self.worthReturning else { return }
        resting?.cancel()
        resting = Task.detached(priority: .background) {
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            account_sync_return_unused_memory()
            // The next key reads again what it needs, from the system's cache and within half a millisecond.
            account_sync_return_read_pages()
        }
    }

    /// All rows of an index in an order, if that is known already.
    func rows(of index: AccountIndex, by order: AccountQuery.Order, on system: SystemName?) -> SortedRows? {
        orders.first {
            $0.revision == index.revision && $0.order == order && ($0.system == system || order != .status)
        }
    }

    func keep(_ rows: SortedRows) {
        guard rows.revision == index?.revision else { return }
        // Each is three bytes an account: those that are made beforehand, and the last one of the others.
        orders.removeAll { other in
            other.order == rows.order
                || !Self.prepared.contains(other.order) && !Self.prepared.contains(rows.order)
        }
        orders.append(rows)
        rest()
    }
}
