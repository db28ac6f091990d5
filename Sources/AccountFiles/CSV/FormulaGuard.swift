/// What spreadsheets would execute as a formula, and the apostrophe that prevents it.
extension String {
    /// The cell with an apostrophe before a formula, or before something that already looks guarded, so that reading
    /// restores it.
    var withGuard: String { needsGuard ? "'" + self : self }

    /// The cell for machines: a formula stays unchanged; only a cell that reading would mistake for a guarded one gets
    /// an apostrophe.
    var withoutNeedlessGuard: String { hasGuard ? "'" + self : self }

    /// The cell without exactly one such apostrophe.
    var withoutGuard: String { hasGuard ? String(unicodeScalars.dropFirst()) : self }

    private var hasGuard: Bool { utf8.first == UInt8(ascii: "'") && needsGuard }

    /// Whether the cell is a formula, possibly behind apostrophes.
    private var needsGuard: Bool {
        switch utf8.first(where: { $0 != UInt8(ascii: "'") }) {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}
