import CPostgreSQL
import StoredForms

/// The rows that a statement returned.
final class ServerRows {
    private let result: OpaquePointer
    private let libpq: LibPQ
    private let places: [String: Int32]
    let count: Int

    /// Takes a result, which is freed with it.
    init(_ result: OpaquePointer, _ libpq: LibPQ) {
        (self.result, self.libpq) = (result, libpq)
        count = Int(libpq.ntuples(result))
        var places: [String: Int32] = [:]
        for place in 0..<libpq.nfields(result) {
            if let name = libpq.fname(result, place) { places[String(cString: name)] = place }
        }
        self.places = places
    }

    deinit { libpq.clear(result) }

    /// What the server says that it has done.
    var tag: String { libpq.cmdStatus(result).map { String(cString: $0) } ?? "" }

    subscript(row: Int) -> ServerRow { ServerRow(rows: self, number: Int32(row)) }

    var all: [ServerRow] { (0..<count).map { self[$0] } }

    /// The value in the first row and column; nil if there is none.
    var first: StoredValue? { count > 0 ? value(0, 0) : nil }

    func place(of column: String) -> Int32? { places[column] }

    func value(_ row: Int32, _ place: Int32) -> StoredValue {
        guard libpq.getisnull(result, row, place) == 0, let start = libpq.getvalue(result, row, place) else {
            return .null
        }
        let length = Int(libpq.getlength(result, row, place))
        let text = start.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
        switch libpq.ftype(result, place) {
        case Self.bool: return .integer(text == "t" ? 1 : 0)
        case Self.int8, Self.int2, Self.int4: return Int64(text).map(StoredValue.integer) ?? .bytes
        case Self.float8: return Double(text).map(StoredValue.real) ?? .bytes
        default: return .text(text)
        }
    }

    // The types' numbers (pg_type.dat), which never change.
    private static let bool: Oid = 16
    private static let int8: Oid = 20
    private static let int2: Oid = 21
    private static let int4: Oid = 23
    private static let float8: Oid = 701
}

/// One of the rows that a statement returned.
struct ServerRow: StoredColumns {
    let rows: ServerRows
    let number: Int32

    func value(_ column: String) -> StoredValue {
        rows.place(of: column).map { rows.value(number, $0) } ?? .bytes
    }

    func has(_ column: String) -> Bool { rows.place(of: column) != nil }
}

extension StoredValue {
    var real: Double? { if case .real(let number) = self { number } else { nil } }
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    var string: String? { if case .text(let text) = self { text } else { nil } }
    var isTrue: Bool { self == .integer(1) }
}
