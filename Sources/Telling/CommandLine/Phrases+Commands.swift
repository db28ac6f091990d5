package import Accounts
import Foundation
import Synchronizing
package import Workspace

/// The subcommands that do what a key did, as a person copies them into a shell.
extension Phrases {
    /// Which accounts a plan is for.
    package enum Selection: Sendable {
        /// A filter; empty for all accounts.
        case filter(String)
        case codes([AccountCode])
    }

    package static func synchronizing(_ form: SyncForm) -> ShellCommand {
        let fields = form.fields.filter { $0.isChanged && $0.definition.kind != .mask }
        let settings = fields.map { Setting($0.id.rawValue, $0.value) }
        let parent =
            form.parent.isChanged ? form.parent.chosen.map { Setting("parent", $0.account.code.rawValue) } : nil
        return "synchronize \(form.account.code) --system \(form.situation.system.name)"
            + options(settings + [parent].compactMap(\.self), allowsStorefront: form.account.isStorefrontManaged)
    }

    package static func planning(
        _ selection: Selection,
        on system: SystemName,
        settings: [Setting],
        adopts: Bool,
        allowsStorefront: Bool
    ) -> ShellCommand {
        let selected: ShellCommand =
            switch selection {
            case .filter(""): "plan --all"
            case .filter(let text): "plan --filter \(text)"
            case .codes(let codes): "plan \(codes)"
            }
        return selected + "--system \(system)"
            + options(settings, adopts: adopts, allowsStorefront: allowsStorefront)
    }

    package static func resolving(_ code: AccountCode, at system: SystemName) -> ShellCommand {
        "resolve \(code) --system \(system)"
    }

    static func resolvingAll(at system: SystemName) -> ShellCommand { "resolve --all --system \(system)" }

    static func checking(_ system: SystemName) -> ShellCommand { "systems check \(system)" }

    static func status(_ code: AccountCode) -> ShellCommand { "status \(code)" }

    package static func showing(_ code: AccountCode) -> ShellCommand { "accounts show \(code)" }

    package static func listing(filter: String) -> ShellCommand {
        filter.isEmpty ? "accounts list" : "accounts list --filter \(filter)"
    }

    package static let inbox: ShellCommand = "inbox"

    /// What names the workspace in a command; nothing if the command would take it anyway.
    package static func inWorkspace(_ location: WorkspaceLocation) -> ShellCommand {
        let usual = WorkspaceLocation(given: nil, environment: ProcessInfo.processInfo.environment)
        return location == usual && !NamedWorkspace.isSet ? "" : "--workspace \(location.option)"
    }

    /// The same for a workspace that is known only by the name that is shown to a person.
    static func inWorkspace(named name: String) -> ShellCommand {
        let usual = WorkspaceLocation(given: nil, environment: ProcessInfo.processInfo.environment)
        return name == usual.shown && !NamedWorkspace.isSet ? "" : "--workspace \(name)"
    }

    static func moving(to place: String) -> ShellCommand { "move --to \(place)" }

    private static func options(_ settings: [Setting], adopts: Bool = false, allowsStorefront: Bool) -> ShellCommand {
        var options: ShellCommand = ""
        for setting in settings { options += "--set \("\(setting.name)=\(setting.value)")" }
        if adopts { options += "--adopt" }
        if allowsStorefront { options += "--storefront-too" }
        return options
    }
}
