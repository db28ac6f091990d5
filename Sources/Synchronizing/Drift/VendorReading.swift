package import Accounts
import FoundationEssentials

/// How far a vendor was asked what it has.
package enum VendorReading: Hashable, Sendable {
    /// About everything.
    case whole
    /// Its list ended without saying that nothing was left out, so that what is missing in it proves nothing.
    case perhapsNotWhole
    /// Somebody asked it to end.
    case stopped
    case failed(Reason)
}

/// Comparing what is linked here with what a vendor has; nothing is sent to be changed, and nothing is written down.
extension Synchronizer {
    /// Reads a vendor's list of customers, as fast as the system's rate allows, and compares it with what is linked here.
    ///
    /// An account that is synchronized here but not in the list is reported only if the whole list was read.
    package func compareList(
        of system: ProvisioningSystem,
        with reader: any DriftReader,
        _ take: ([Drift]) async -> Bool
    ) async throws(StoreFailure) -> VendorReading {
        let began = dependencies.timekeeper.now().wall
        let pacer = Pacer(ratePerSecond: system.ratePerSecond, timekeeper: dependencies.timekeeper)
        var request = CustomersRequest()
        var list = VendorList()
        while !list.isOver {
            guard await pacer.turn() else { return .stopped }
            let exchange: Exchange<CustomersPage>?
            do throws(Unusable) {
                exchange = await (try await dependencies.serviceManagers.client(for: system)).customers(request)
            } catch {
                return .failed(.notSent(.invalidRequest(.unusable(error))))
            }
            guard let exchange else { return .perhapsNotWhole }
            switch CustomersVerdict(exchange) {
            case .failed(let reason): return .failed(reason)
            case .page(let page):
                let known = try await reader.knownIDs(among: page.customers.map(\.id), on: system.name)
                guard await take(list.take(page, known, on: system.name)) else { return .stopped }
                request.page += 1
            }
        }
        guard list.isWhole else { return .perhapsNotWhole }
        return try await eachSynchronized(on: system, reader) { linked in
            // What was synchronized meanwhile may stand on a page that was read before.
            guard let id = linked.link.externalID, linked.link.changed < began, !list.has(id) else { return true }
            return await take([Drift(.missing, of: linked)])
        }
    }

    /// Asks the exists call about each account that is synchronized on a system, as fast as the system's rate allows.
    ///
    /// `take` also receives how many were asked about. It ends at the first question that gets no answer.
    package func compareByExists(
        on system: ProvisioningSystem,
        with reader: any DriftReader,
        most: Int = .max,
        _ take: ([Drift], Int) async -> Bool
    ) async throws(StoreFailure) -> VendorReading {
        let pacer = Pacer(ratePerSecond: system.ratePerSecond, timekeeper: dependencies.timekeeper)
        var asked = 0
        var failure: Reason?
        let reading = try await eachSynchronized(on: system, reader) { linked in
            guard asked < most, await pacer.turn() else { return false }
            asked += 1
            let exists = await self.exists(linked, on: system, pacer)
            var drift: Drift?
            switch exists {
            case .absent: drift = Drift(.missing, of: linked)
            case .present(let id):
                if let known = linked.link.externalID, known.folded != id.folded {
                    drift = Drift(.otherID, of: linked)
                    drift?.foundID = id
                }
            default:
                failure = exists.reason
                return false
            }
            drift?.isByExists = true
            return await take([drift].compactMap(\.self), asked)
        }
        return failure.map(VendorReading.failed) ?? reading
    }

    /// What the exists call says; a vendor that asks to come later is asked again, a few times.
    private func exists(_ linked: LinkedAccount, on system: ProvisioningSystem, _ pacer: Pacer) async -> ExistsVerdict {
        for _ in 1..<Self.mostTries {
            let verdict = await ask(linked.request, on: system)
            guard case .throttled(let wait) = verdict else { return verdict }
            await pacer.holdOff(wait ?? .seconds(5))
            guard await pacer.turn() else { return verdict }
        }
        return await ask(linked.request, on: system)
    }

    private static let mostTries = 3

    private func eachSynchronized(
        on system: ProvisioningSystem,
        _ reader: any DriftReader,
        _ body: (LinkedAccount) async -> Bool
    ) async throws(StoreFailure) -> VendorReading {
        var last: Link.ID?
        while true {
            let portion = try await reader.linkedAccounts(after: last, on: system.name, limit: Self.portion)
            for linked in portion where linked.link.state == .synchronized {
                guard await body(linked) else { return .stopped }
            }
            guard portion.count == Self.portion, let end = portion.last?.link.id else { return .whole }
            last = end
        }
    }

    private static let portion = 500
}

/// A vendor's list while it is read; of the customers that were seen, only a hash each is kept.
struct VendorList {
    private var seen: Set<Int> = []
    private var read = 0
    private var total: Int?
    /// Whether each page could be read and said the same total, if any.
    private var isPlain = true
    private var endsEmpty = false
    private(set) var isOver = false

    /// Whether no customer can have been left out.
    var isWhole: Bool { isOver && isPlain && (total.map { seen.count == $0 } ?? endsEmpty) }

    func has(_ id: ExternalID) -> Bool { seen.contains(id.folded.hashValue) }

    /// What is unknown here, or named twice.
    mutating func take(_ page: CustomersPage, _ known: Set<String>, on system: SystemName) -> [Drift] {
        // A page behind the end need not say a total.
        if page.count != page.customers.count || read > 0 && page.count > 0 && page.total != total { isPlain = false }
        if page.count > 0 { total = page.total }
        read += page.count
        endsEmpty = page.count == 0
        var isNew = false
        var drifts: [Drift] = []
        for customer in page.customers {
            let isFirst = seen.insert(customer.id.folded.hashValue).inserted
            isNew = isNew || isFirst
            guard !isFirst || !known.contains(customer.id.folded) else { continue }
            var drift = Drift(isFirst ? .unknown : .twice, on: system)
            drift.customer = customer
            drifts.append(drift)
        }
        // A page without anything new means that the vendor turns no pages: what it repeats is not there twice.
        guard isNew else {
            isOver = true
            return []
        }
        isOver = page.total.map { read >= $0 } ?? (page.count == 0)
        return drifts
    }
}
