import Telling
import TextScreen

extension Notice {
    /// Tells of a character that cannot be taken in.
    init(_ untaken: Untaken) {
        switch untaken {
        case .notUTF8:
            self.init(
                .warning,
                Self.untaken,
                details: ["The terminal sent bytes that are not UTF-8."],
                cure: "Set the terminal to UTF-8 and type it again."
            )
        case .notInLocale(let locale):
            self.init(
                .warning,
                Self.untaken,
                details: ["The locale \(locale) does not have it here."],
                cure: "Start again with LC_ALL=C.UTF-8."
            )
        }
    }

    /// Whether a notice tells of one.
    static func isOfUntaken(_ notice: Notice) -> Bool { notice.headline == untaken }

    private static let untaken = "A character was not taken in."
}
