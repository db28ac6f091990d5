import Foundation
import Sandbox
import TestKit
import Testing

extension BSSConfiguration {
    /// Four accounts: a reseller with two customers, and a direct customer; the first three were imported together.
    static func small(_ change: (inout BSSConfiguration) -> Void = { _ in }) -> BSSConfiguration {
        let imported = BSSMoment(2026, 1, 12) + 32_400_000
        var reseller = BSSAccount(id: 12, code: "R-1", name: "Northwind", created: imported)
        (reseller.sellsOn, reseller.email, reseller.country) = (true, "ops@northwind.example", "DE")
        var first = BSSAccount(id: 13, code: "C-1", name: "O'Brien", created: imported, updated: imported + 86_400_000)
        (first.payer, first.creditLimit, first.orders) = (12, 5_000, true)
        var second = BSSAccount(id: 14, code: "C-2", name: "Bäckerei Sonne", created: imported)
        (second.payer, second.creditLimit, second.email) = (12, 900, "info@sonne.example")
        var direct = BSSAccount(id: 15, code: "D-1", name: "Zürich", created: imported + 123)
        direct.creditLimit = 20_000
        var configuration = BSSConfiguration(.accounts([reseller, first, second, direct]))
        change(&configuration)
        return configuration
    }
}

extension Reply {
    /// The rows of a list in either shape.
    var rows: [NSDictionary] { (self["data"] ?? json) as? [NSDictionary] ?? [] }
    var ids: [Int] { rows.compactMap { $0["id"] as? Int } }
}

extension String {
    /// As a part of a query.
    var encoded: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
