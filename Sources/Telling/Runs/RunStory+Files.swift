import AccountFiles
package import Accounts
package import Synchronizing

/// The files that a bulk run can leave: its rejects, which `plan --from` reads, and the accounts that are synchronized.
extension RunStory {
    /// The accounts that are not synchronized.
    package var rejected: [Plan.Item] { zip(plan.items, standings).filter { $1 != .ended(.synchronized) }.map(\.0) }

    /// The accounts that are synchronized, as far as their ids were not returned in this run.
    package var synchronizedBefore: [AccountID] {
        plan.items.indices.filter { standings[$0] == .ended(.synchronized) && entries[$0] == nil }
            .map { plan.items[$0].id }
    }

    /// The text of a file of rejects; `given` are the values that were named for them, and `settled` the accounts that have
    /// been synchronized since.
    package func rejects(
        given: [AccountID: GivenValues],
        settled: Set<AccountID> = [],
        fields definitions: SyncOptionDefinitions
    ) -> String {
        let rejects = plan.items.indices
            .filter { index in
                // What the plan asked for otherwise stays, since it is still to be corrected.
                standings[index] != .ended(.synchronized)
                    && (standings[index] == .ended(.blocked) || !settled.contains(plan.items[index].id))
            }
            .map { index in
                let item = plan.items[index]
                // What the plan forbids, it says best.
                let entry = item.verdict.kind == .blocked ? nil : entries[index]
                let why = told(index) == .ended(.leftOut) ? RunWords.leftOut(item.name) : item.verdict.message
                return SettingsCSV.Reject(
                    code: item.code,
                    parent: given[item.id]?.parent,
                    values: given[item.id]?.values ?? [:],
                    state: told(index).name,
                    message: (entry?.words ?? why) ?? "",
                    cure: (entry == nil ? item.verdict.cure : entry?.notice.cure) ?? ""
                )
            }
        return SettingsCSV.rejects(rejects, fields: definitions)
    }

    /// The text of a file of the accounts that are synchronized; `earlier` holds ids from before the run.
    package func successes(earlier: [AccountID: ExternalID]) -> String {
        let rows = plan.items.indices.filter { standings[$0] == .ended(.synchronized) }
            .map { index in
                let item = plan.items[index]
                return (item.code, item.name, entries[index]?.externalID ?? earlier[item.id])
            }
        return SettingsCSV.successes(rows)
    }
}
