import Glibc
import StoredForms

/// A statement with its values, as libpq takes them.
struct Statement: Hashable {
    let sql: String
    let values: [String?]
    /// Whether the rows that it changes count.
    let counts: Bool

    /// Hands the values over to a function of libpq; false if it does not take them.
    func send(_ body: (Int32, [UnsafePointer<CChar>?]) -> Int32) -> Bool {
        let pointers = values.map { text in text.flatMap { strdup($0) } }
        defer { for pointer in pointers { free(pointer) } }
        return body(Int32(values.count), pointers.map { UnsafePointer($0) }) == 1
    }
}

/// A statement with its values, before it is known whether libpq takes them.
struct Question {
    let sql: String
    let values: [(any Storable)?]

    init(_ sql: String, _ values: [(any Storable)?] = []) { (self.sql, self.values) = (sql, values) }
}

/// What a statement returns about the rows that it changes: nobody waits for it before the transaction ends.
final class ReturnedRows {
    var rows: ServerRows?
}

/// A statement on its way.
struct Posted {
    enum Kind {
        case plain, begin
        /// Asked before it is needed.
        case foreseen
        /// Asked for its rows, which are taken later.
        case asked
        /// Sets the session up.
        case setup
    }

    let statement: Statement
    let kind: Kind
    /// What its answer must be.
    var check: ((ServerRows) throws(SessionFailure) -> Void)?
    /// Where its answer is kept.
    var returned: ReturnedRows?

    init(_ statement: Statement, _ kind: Kind = .plain) { (self.statement, self.kind) = (statement, kind) }

    /// What sets a session up.
    init(setup sql: String, check: ((ServerRows) throws(SessionFailure) -> Void)? = nil) {
        self.init(Statement(sql: sql, values: [], counts: false), .setup)
        self.check = check
    }
}

/// What the server is still to say.
enum Owed {
    case answer(to: Posted)
    /// The answer to something that nobody wants to know any more.
    case forgotten
    case preparation(of: String)
    /// That all of a message is done.
    case end

    /// The same after whoever asked has gone; the session is set up for those who come.
    var forgotten: Owed {
        if case .answer(let posted) = self, posted.kind != .setup { .forgotten } else { self }
    }
}

/// The statements of a connection that the server has planned for good.
///
/// Only what is asked in the same words again and again: a plan for good is one for any values. It is one for tables of their
/// size at that time, too, so plans are made anew when tables may have grown, those of functions included.
struct Plans {
    var isWanted = false
    private var transactions = 0
    private var names: [String: String] = [:]
    private var seen: Set<String> = []
    private var count = 0

    /// The name of a statement's plan, and whether that is still to be made; nil if it has none.
    mutating func name(of sql: String) -> (name: String, isNew: Bool)? {
        if let name = names[sql] { return (name, false) }
        // A message that is lost is recognised by these words.
        guard isWanted, sql != "COMMIT", names.count < Self.most else { return nil }
        guard seen.contains(sql) else {
            if seen.count < Self.most * 4 { seen.insert(sql) }
            return nil
        }
        count += 1
        names[sql] = "s\(count)"
        return ("s\(count)", true)
    }

    /// Whether all plans are to be made anew; asked once for each transaction.
    mutating func isDue() -> Bool {
        guard isWanted else { return false }
        transactions += 1
        return Self.early.contains(transactions) || transactions.isMultiple(of: Self.longest)
    }

    /// To plan all of it takes as long as some twenty sends.
    private static let early = [16, 128]
    private static let longest = 1_024

    /// The server has not planned it after all.
    mutating func forget(_ sql: String) { names[sql] = nil }

    private static let most = 200
}
