import AccountFiles
import Accounts
import Foundation

/// Rows as a pull hands them over, from JSON.
struct BSSRows: RowSource {
    private var rows: FileRows
    let isCompleteRead: Bool
    var asOf: Date?
    let origin = Account.Origin.Source.bss
    let matchesByID = true

    init(_ json: String, isCompleteRead: Bool = true) throws {
        rows = FileRows(try AccountFile.read(Array(json.utf8)))
        self.isCompleteRead = isCompleteRead
    }

    /// Accounts that have no more than an id, a code and a name.
    init(_ accounts: [(id: Int, code: String)], isCompleteRead: Bool = true) throws {
        let rows = accounts.map { #"{"id":\#($0.id),"code":"\#($0.code)","name":"n\#($0.id)"}"# }
        try self.init("[\(rows.joined(separator: ","))]", isCompleteRead: isCompleteRead)
    }

    var unknownColumns: [String] { rows.unknownColumns }
    var warnings: [FileWarning] { rows.warnings }
    var interruption: ImportInterruption? { rows.interruption }
    var watch: ImportWatch { rows.watch }
    mutating func next() -> SourceRow? { rows.next() }
    mutating func row(at position: RowPosition) -> FileRow? { rows.row(at: position) }
}

/// A book that imports are done to, one after the other.
struct ImportedBook {
    private(set) var accounts: [Account] = []
    var fixed: Set<AccountID> = []
    /// The accounts that the last import wrote.
    private(set) var written: [Account] = []

    @discardableResult
    mutating func take(
        _ source: some RowSource,
        overBSS: Bool = false,
        limits: SurpriseLimits? = nil,
        at seconds: Double = 0
    ) -> ImportPlan {
        var source = source
        var planning = ImportPlanning(&source, into: ListedBook(accounts, fixed: fixed), overBSS: overBSS)
        if let limits { planning.hold(&source, over: limits) }
        let mayWrite = !planning.isHeld
        var new: [Account] = []
        let plan = planning.finish(&source, now: Date(timeIntervalSinceReferenceDate: seconds)) {
            if mayWrite { new += $0 }
        }
        written = new
        for account in new {
            if let place = accounts.firstIndex(where: { $0.id == account.id }) {
                accounts[place] = account
            } else {
                accounts.append(account)
            }
        }
        return plan
    }

    @discardableResult
    mutating func take(
        csv: String,
        named name: String = "a.csv",
        overBSS: Bool = false,
        at seconds: Double = 0
    ) throws -> ImportPlan {
        var file = try AccountFile.read(Array(csv.utf8))
        file.name = name
        return take(FileRows(file), overBSS: overBSS, at: seconds)
    }

    subscript(_ id: AccountID) -> Account? { accounts.first { $0.id == id } }
}
