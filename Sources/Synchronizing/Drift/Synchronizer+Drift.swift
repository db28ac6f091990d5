package import Accounts

/// Asking vendors what they have; nothing is sent to be changed, and nothing is written down.
extension Synchronizer {
    /// Asks the vendor about one account: the exists call, and its list of customers if it has one.
    package func vendorView(of linked: LinkedAccount, on system: ProvisioningSystem) async -> VendorView {
        do {
            let vendor = try await dependencies.serviceManagers.client(for: system)
            var view = VendorView(exists: ExistsVerdict(await vendor.exists(linked.request)))
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
}

extension LinkedAccount {
    var request: SyncRequest {
        SyncRequest(account: account, parent: intent?.parent, options: link.options)
    }
}
