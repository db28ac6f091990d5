package import Accounts

/// Asking vendors what they have; nothing is sent to be changed, and nothing is written down.
extension Synchronizer {
    /// Asks the vendor about one account: the exists call, and its list of customers if it has one.
    package func vendorView(of linked: LinkedAccount, on system: ProvisioningSystem) async -> VendorView {
        let request = SyncRequest(
            account: linked.account,
            parent: linked.intent?.parent,
            options: linked.link.options
        )
        do {
            let vendor = try await dependencies.serviceManagers.client(for: system)
            var view = VendorView(exists: ExistsVerdict(await vendor.exists(request)))
            guard let id = linked.link.externalID, let exchange = await vendor.customers(CustomersRequest(customer: id))
            else { return view }
            switch CustomersVerdict(exchange) {
            // A list that does not know the filter returns everybody.
            case .page(let page): view.customer = page.customers.first { $0.id.folded == id.folded }
            case .failed(let reason): view.listProblem = reason
            }
            return view
        } catch {
            return VendorView(exists: .unreachable(.invalidRequest(.unusable(error))))
        }
    }

    /// Reads a vendor's list of customers, as fast as the system's rate allows, and compares it with what is linked
    /// here; returns why it could not be read to its end, if so, and does nothing where there is no list.
    package func compareList(
        of system: ProvisioningSystem,
        with reader: any DriftReader,
        _ take: ([Drift]) async -> Bool
    ) async throws(StoreFailure) -> Reason? {
        guard system.endpoints.customersList != nil else { return nil }
        let pacer = Pacer(ratePerSecond: system.ratePerSecond, timekeeper: dependencies.timekeeper)
        var request = CustomersRequest()
        var list = VendorList()
        while !list.isOver {
            guard await pacer.turn() else { return nil }
            let exchange: Exchange<CustomersPage>?
            do throws(Unusable) {
                exchange = await (try await dependencies.serviceManagers.client(for: system)).customers(request)
            } catch {
                return .notSent(.invalidRequest(.unusable(error)))
            }
            guard let exchange else { return nil }
            switch CustomersVerdict(exchange) {
            case .failed(let reason): return reason
            case .page(let page):
                let known = try await reader.knownIDs(among: page.customers.map(\.id), on: system.name)
                guard await take(list.take(page, known, on: system.name)) else { return nil }
                request.page += 1
            }
        }
        return nil
    }
}

/// A vendor's list while it is read; of the customers that were seen, only a hash each is kept.
struct VendorList {
    private var seen: Set<Int> = []
    private var read = 0
    private(set) var isOver = false

    /// What is unknown here, or named twice.
    mutating func take(_ page: CustomersPage, _ known: Set<String>, on system: SystemName) -> [Drift] {
        read += page.count
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
