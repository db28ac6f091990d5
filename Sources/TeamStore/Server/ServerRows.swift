import CPostgreSQL
import StoredForms

/// The rows that a statement returned.
final class ServerRows {
    private let result: OpaquePointer?
    private let libpq: LibPQ?
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

    /// An empty result, for a question that was only foreseen.
    init() { (result, libpq, places, count) = (nil, nil, [:], 0) }

    deinit { if let result { libpq?.clear(result) } }

    /// What the server says that it did: `UPDATE 3`.
    var tag: String {
        guard let result, let tag = libpq?.cmdStatus(result) else { return "" }
        return String(cString: tag)
    }

    /// How many rows the statement has changed.
    var changed: Int {
        guard let result, let libpq, let tag = libpq.cmdStatus(result),
            "IUD".utf8.contains(UInt8(bitPattern: tag.pointee)),
            let number = libpq.cmdTuples(result)
        else { return 0 }
        return Int(String(cString: number)) ?? 0
    }

    subscript(row: Int) -> ServerRow { ServerRow(rows: self, number: Int32(row)) }

    /// The one row; nil if there is none.
    var only: ServerRow? { count > 0 ? self[0] : nil }

    var all: [ServerRow] { (0..<count).map { self[$0] } }

    /// The value in the first row and column; nil if there is none.
    var first: StoredValue? { count > 0 ? value(0, 0) : nil }

    func place(of column: String) -> Int32? { places[column] }

    /// What the server wrote for a value, for as long as the rows are there; nil for NULL.
    func bytes(_ row: Int32, _ place: Int32) -> UnsafeBufferPointer<UInt8>? {
        guard let result, let libpq, libpq.getisnull(result, row, place) == 0,
            let start = libpq.getvalue(result, row, place)
        else {
            return nil
        }
        let bytes = UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: bytes, count: Int(libpq.getlength(result, row, place)))
    }

    func value(_ row: Int32, _ place: Int32) -> StoredValue {
        guard let result, let libpq, let bytes = bytes(row, place) else { return .null }
        let text = String(decoding: bytes, as: UTF8.self)
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
