import Accounts
import ArgumentParser
import Synchronizing
import Workspace

extension PlanWish.Setting {
    /// Reads `FIELD=VALUE`.
    init(assignment: String) {
        let sign = assignment.firstIndex(of: "=") ?? assignment.endIndex
        self.init(String(assignment[..<sign]), String(assignment[sign...].dropFirst()))
    }
}

extension SyncForm {
    /// Puts the values of `--set` in; the parent first, since other values follow from it.
    mutating func apply(_ assignments: [String], in workspace: Workspace) async throws {
        let settings = assignments.map(PlanWish.Setting.init(assignment:))
        for setting in settings where setting.isParent {
            let row = try await workspace.account(setting.value)
            choose(parent: Relative(account: row.account, link: row.links[situation.system.name]))
        }
        for setting in settings where !setting.isParent { try set(setting.name, to: setting.value) }
    }
}

/// What of a plan is sent again.
enum RetrySelection: String, ExpressibleByArgument {
    case failed
}
