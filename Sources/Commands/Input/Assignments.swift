import Accounts
import ArgumentParser
import Telling
import Workspace

extension Setting {
    static func check(_ assignments: [String]) throws {
        for assignment in assignments
        where Setting(assignment: assignment).name.trimmed.isEmpty || !assignment.contains("=") {
            throw ValidationError("--set needs FIELD=VALUE, not \"\(assignment)\".")
        }
        for assignment in assignments.map(Setting.init(assignment:))
        where assignment.isParent && assignment.value.trimmed.isEmpty {
            throw ValidationError("--set \(assignment.name)= needs the code of a reseller.")
        }
        var known: [String: String] = [:]
        for assignment in assignments {
            let setting = Setting(assignment: assignment)
            let field = setting.isParent ? "parent" : setting.name.squashed
            if let first = known.updateValue(assignment, forKey: field) {
                throw ValidationError("--set names one field twice: \"\(first)\" and \"\(assignment)\". Keep one.")
            }
        }
    }

    init(assignment: String) {
        let sign = assignment.firstIndex(of: "=") ?? assignment.endIndex
        self.init(String(assignment[..<sign]), String(assignment[sign...].dropFirst()))
    }
}

extension Setting {
    /// The setting with the code of a parent passed through the one door; other values are for the form to judge.
    func composed() throws(CommandProblem) -> Setting {
        isParent ? Setting(name, try AccountCode(named: value, as: "parent's code").rawValue) : self
    }
}

extension SyncForm {
    /// Applies the values of `--set`, the parent first, since other values follow from it.
    mutating func apply(_ settings: [Setting], in workspace: Workspace) async throws {
        for setting in settings where setting.isParent {
            let row = try await workspace.account(setting.value)
            choose(parent: AccountOnSystem(row, on: situation.system.name))
        }
        for setting in settings where !setting.isParent { try set(setting.name, to: setting.value) }
    }
}
