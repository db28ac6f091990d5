/// What spreadsheets would run as a formula, and the apostrophe that keeps them from it.
extension String {
    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\n", "\r"]

    /// The cell with an apostrophe before a formula, or before what looks guarded already, so that reading gives it
    /// back.
    var withGuard: String { needsGuard ? "'" + self : self }

    /// The cell for machines: a formula stays as it is; only what reading would take for guarded is.
    var withoutNeedlessGuard: String { hasGuard ? "'" + self : self }

    /// The cell without exactly one such apostrophe.
    var withoutGuard: String { hasGuard ? String(unicodeScalars.dropFirst()) : self }

    private var hasGuard: Bool { unicodeScalars.first == "'" && needsGuard }

    /// Whether it is a formula, be it behind apostrophes.
    private var needsGuard: Bool {
        unicodeScalars.first { $0 != "'" }.map(Self.formulaStarts.contains) ?? false
    }
}
