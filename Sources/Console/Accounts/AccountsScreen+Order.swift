import Accounts
import TextScreen

extension AccountsScreen {
    var nextOrder: AccountQuery.Order {
        let orders = AccountQuery.Order.allCases
        let index = orders.firstIndex(of: query.order) ?? 0
        return orders[(index + 1) % orders.count]
    }

    mutating func sort(by order: AccountQuery.Order, descending: Bool) -> [Effect] {
        query.order = order
        query.isDescending = descending
        return list()
    }

    mutating func nextSystem() -> [Effect] {
        guard systems.count > 1, let index = systems.firstIndex(where: { $0.name == system?.name }) else { return [] }
        return show(systems[(index + 1) % systems.count].name)
    }

    mutating func show(_ system: SystemName) -> [Effect] {
        query.system = system
        return list()
    }
}
