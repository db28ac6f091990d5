package import Accounts
package import Synchronizing

extension BookRows {
    package func insert(_ values: StoredValues, into table: StoredTable) throws {
        try write(values.insertion(into: table), values.map(\.value))
    }

    package func put(_ values: StoredValues, into table: StoredTable, key: [String]) throws {
        try write(values.replacement(into: table, key: key), values.map(\.value))
    }

    /// Adds an entry about a link to the history; `intended` is what an intent is about, as it is stored.
    package func log(
        _ event: LogEntry.Event,
        _ link: Link,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String,
        intended: String? = nil
    ) throws {
        try add(
            NewEntry(
                event,
                link,
                externalID: externalID,
                finding: finding,
                reason: reason,
                at: moment,
                by: by,
                intended: intended
            )
        )
    }
}

extension StoredValues {
    package func insertion(into table: StoredTable) -> String {
        """
        INSERT INTO \(table.rawValue) (\(map(\.key).joined(separator: ", ")))
        VALUES (\((1...count).map { "$\($0)" }.joined(separator: ", ")))
        """
    }

    /// A change of all but the key of the row with that key.
    package func change(in table: StoredTable, key: [String]) -> String {
        let places = enumerated().map { (name: $0.element.key, set: "\($0.element.key) = $\($0.offset + 1)") }
        let (found, changed) = (places.filter { key.contains($0.name) }, places.filter { !key.contains($0.name) })
        return "UPDATE \(table.rawValue) SET \(changed.map(\.set).joined(separator: ", ")) "
            + "WHERE \(found.map(\.set).joined(separator: " AND "))"
    }

    /// An insertion that replaces the row with the same key; any other conflict is an error.
    fileprivate func replacement(into table: StoredTable, key: [String]) -> String {
        let others = map(\.key).filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        return insertion(into: table)
            + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(others.joined(separator: ", "))"
    }
}
