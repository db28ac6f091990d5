import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension Session {
    /// Transforms each row that a statement selects.
    func map<Value>(
        _ table: StoredTable,
        _ sql: String,
        _ values: [(any Storable)?] = [],
        _ make: (StoredRow) throws -> Value
    ) throws -> [Value] {
        try run(sql, values).all.map { try make(StoredRow(table, $0)) }
    }

    func forEach(
        _ table: StoredTable,
        _ sql: String,
        _ values: [(any Storable)?] = [],
        _ body: (StoredRow) throws -> Void
    ) throws {
        for row in try run(sql, values).all { try body(StoredRow(table, row)) }
    }

    func all(_ table: StoredTable, _ clause: String = "", _ values: [(any Storable)?] = []) throws -> [StoredRow] {
        try map(table, "SELECT * FROM \(table.rawValue) \(clause)", values) { $0 }
    }

    func first(_ table: StoredTable, _ clause: String = "", _ values: [(any Storable)?] = []) throws -> StoredRow? {
        try all(table, clause, values).first
    }

    /// A number that a statement counts.
    func count(_ sql: String, _ values: [(any Storable)?] = []) throws -> Int {
        try run(sql, values).first.flatMap(\.integer).map(Int.init) ?? 0
    }

    func insert(_ values: StoredValues, into table: StoredTable) throws {
        try run(values.insertion(into: table), values.map(\.value))
    }

    func put(_ values: StoredValues, into table: StoredTable, key: [String]) throws {
        try run(values.replacement(into: table, key: key), values.map(\.value))
    }

    /// The rows that have each of some words in a column, each at the position of its word; one statement.
    func rows<Word: RawRepresentable<String>, Value>(
        _ table: StoredTable,
        _ column: String,
        _ words: [Word?],
        _ make: (StoredRow) throws -> Value
    ) throws -> [Value?] {
        var found = [Value?](repeating: nil, count: words.count)
        guard !words.isEmpty else { return found }
        try forEach(
            table,
            """
            SELECT found.*, wanted.place FROM unnest($1::text[]) WITH ORDINALITY AS wanted(word, place)
                JOIN \(table.rawValue) AS found ON found.\(column) = wanted.word
            """,
            [Words(words)]
        ) { found[try $0.place(below: found.count)] = try make($0) }
        return found
    }

    /// The version of the book.
    func version() throws -> Int {
        guard let row = try first(.workspace) else { throw Damage(.workspace, "changes", row: "") }
        return try row.number("changes")
    }

    func systemNames() throws -> [SystemName] {
        try map(.systems, "SELECT name FROM systems") { try $0.word("name") }
    }

    /// Adds an entry about a link to the history, at the end of the transaction; `intended` is what an intent is about.
    func log(
        _ event: LogEntry.Event,
        _ link: Link,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String,
        intended: String? = nil
    ) throws {
        entries.append(
            try NewEntry(
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
    fileprivate func insertion(into table: StoredTable) -> String {
        """
        INSERT INTO \(table.rawValue) (\(map(\.key).joined(separator: ", ")))
        VALUES (\((1...count).map { "$\($0)" }.joined(separator: ", ")))
        """
    }

    /// An insertion that replaces the row with the same key; any other conflict is an error.
    fileprivate func replacement(into table: StoredTable, key: [String]) -> String {
        let others = map(\.key).filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
        return insertion(into: table)
            + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(others.joined(separator: ", "))"
    }
}

extension StoredRow {
    /// Which of so many wanted rows it is, counted from 0.
    func place(below count: Int) throws(Damage) -> Int {
        let place = try number("place") - 1
        guard (0..<count).contains(place) else { throw damage("place") }
        return place
    }
}
