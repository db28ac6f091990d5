package import Synchronizing

/// The words of the parts that surround every screen.
package enum ShellWords {
    package static let discard = "discard your changes"
    package static let anyOtherKey = "any other key:"

    package static let mouseIsLeft: KeyedText = "\(key: .mouse) takes the mouse"

    package static func tooSmall(columns: Int, rows: Int) -> String { "too small: \(columns)x\(rows)," }
    /// Why a console changes nothing; `closing` says why its workspace is closed.
    package static func isReadOnly(_ closing: Closing?) -> String {
        closing.map { "this console is read-only, since \(HomeWords.phrase($0))" } ?? "this console is read-only"
    }
    package static let readOnly = "read-only"
    /// Why a member of a book may not do something: who may, and whom to ask.
    package static func needs(_ needed: MemberRole, not role: MemberRole) -> String {
        "that needs the role \(needed.rawValue), and yours is \(role.rawValue): ask an administrator of the book"
    }
    /// A book, and as whom it is open.
    package static func member(_ login: String, _ role: MemberRole, _ scope: MemberScope, in book: String) -> String {
        let part = scope == .whole ? "" : ", \(MemberWords.scope(scope))"
        return "\(book) (\(login), \(role.rawValue)\(part))"
    }

    package static func live(_ time: String) -> String { "\(time), live" }
    package static func asOf(_ time: String) -> String { "as of \(time), live" }

    /// What a screen shows that cannot be read.
    package static let isShutOut = "Your login is shut out of this book."

    /// What stands there while the book cannot be read: nothing has come since that time.
    package static func unread(_ failure: StoreFailure, since time: String?, isBrief: Bool) -> String {
        let why = failure.isShutOut ? "shut out" : "not live"
        return time.map { isBrief ? "\($0), \(why)" : "as of \($0), \(why)" } ?? why
    }
}

/// Why a key does nothing now, for reasons that several screens share.
package enum Refusal {
    package static let emptyList = "the list is empty"
    package static let noSystem = "no provisioning system is registered"
    package static var registering: String { "\(ShellCommand("systems add FILE"))" }
    package static let reading = "it is still being read"
    package static let noneMarked = "nothing is marked"
    package static let notInDoubt = "it is not in doubt"
    package static let nothingSent = "nothing was sent for it"
    package static let nothingMore = "there is nothing more to do"
}
