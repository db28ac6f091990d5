import AccountFiles
import Accounts
package import Synchronizing

extension Plan {
    /// The plan as a table for a person: a column for each value, and what stands against it.
    package var csv: String {
        let labels = items.first?.fields.map(\.label) ?? []
        let heading = ["code", "name", "verdict", "parent"] + labels + ["message", "cure"]
        return SettingsCSV.table(
            [heading]
                + items.map { item in
                    [item.code.rawValue, item.name, item.verdict.kind.rawValue, item.parent?.rawValue ?? ""]
                        + item.fields.map(\.shown) + [item.verdict.message ?? "", item.verdict.cure ?? ""]
                }
        )
    }
}
