import Accounts
import ArgumentParser

/// What a list is sorted by, such as `name` or `name:desc`.
struct SortOption: ExpressibleByArgument {
    let order: AccountQuery.Order
    let isDescending: Bool

    static let code = SortOption(order: .code, isDescending: false)

    private init(order: AccountQuery.Order, isDescending: Bool) {
        (self.order, self.isDescending) = (order, isDescending)
    }

    init?(argument: String) {
        let parts = argument.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let order = Self.orders.first(where: { $0.rawValue == parts[0] }),
            parts.count == 1 || ["asc", "desc"].contains(parts[1])
        else { return nil }
        self.init(order: order, isDescending: parts.last == "desc")
    }

    private static let orders: [AccountQuery.Order] = [.code, .name, .type, .country, .email, .status]

    static var allValueStrings: [String] { orders.flatMap { [$0.rawValue, "\($0.rawValue):desc"] } }
    var defaultValueDescription: String { isDescending ? "\(order.rawValue):desc" : order.rawValue }
}
