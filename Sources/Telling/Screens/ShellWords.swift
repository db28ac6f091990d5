/// The words of the parts that surround every screen.
package enum ShellWords {
    package static let discard = "discard your changes"
    package static let anyOtherKey = "any other key:"

    package static func tooSmall(columns: Int, rows: Int) -> String { "too small: \(columns)x\(rows)," }
    package static func asOf(_ time: String) -> String { "as of \(time), live" }
}
