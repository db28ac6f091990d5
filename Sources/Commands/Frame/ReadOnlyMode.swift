import Foundation
import Telling

/// Whether nothing may be sent or written, as ACCOUNT_SYNC_READ_ONLY says for every command.
enum ReadOnlyMode {
    static let variable = "ACCOUNT_SYNC_READ_ONLY"

    /// Any value means yes, unless it plainly says no: a mistake must not let anything through.
    static var isOn: Bool {
        let value = ownEnvironment[variable]?.lowercased() ?? ""
        return !["", "0", "no", "false", "off"].contains(value)
    }

    /// Refuses what sends or writes.
    static func allowChanges() throws(CommandProblem) { if isOn { throw .readOnly } }
}
