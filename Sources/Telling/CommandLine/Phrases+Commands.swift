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

    package static func synchronizing(_ form: SyncForm) -> String {
        let fields = form.fields.filter { $0.isChanged && $0.definition.kind != .mask }
        let settings = fields.map { Setting($0.id.rawValue, $0.value) }
        let parent =
            form.parent.isChanged ? form.parent.chosen.map { Setting("parent", $0.account.code.rawValue) } : nil
        let words = [
            "account-sync synchronize", form.account.code.inShell, "--system", form.situation.system.name.inShell,
        ]
        return
            (words + options(settings + [parent].compactMap(\.self), allowsStorefront: form.account.isStorefrontManaged))
            .joined(separator: " ")
    }

    package static func planning(
        _ selection: Selection,
        on system: SystemName,
        settings: [Setting],
        adopts: Bool,
        allowsStorefront: Bool
    ) -> String {
        let words: [String] =
            switch selection {
            case .filter(""): ["--all"]
            case .filter(let text): ["--filter", text.inShell]
            case .codes(let codes): codes.map(\.inShell)
            }
        let options = options(settings, adopts: adopts, allowsStorefront: allowsStorefront)
        return (["account-sync plan"] + words + ["--system", system.inShell] + options).joined(separator: " ")
    }

    package static func resolving(_ code: AccountCode, at system: SystemName) -> String {
        "account-sync resolve \(code.inShell) --system \(system.inShell)"
    }

    package static func showing(_ code: AccountCode) -> String { "account-sync accounts show \(code.inShell)" }

    package static func listing(filter: String) -> String { "account-sync accounts list --filter \(filter.inShell)" }

    /// What names the workspace at the end of a command; nothing if the command would take it anyway.
    package static func inWorkspace(_ location: WorkspaceLocation) -> String {
        let usual = WorkspaceLocation(given: nil, environment: ProcessInfo.processInfo.environment)
        return location == usual ? "" : " --workspace \((location.book ?? location.path).inShell)"
    }

    private static func options(_ settings: [Setting], adopts: Bool = false, allowsStorefront: Bool) -> [String] {
        settings.flatMap { ["--set", "\($0.name)=\($0.value)".inShell] } + (adopts ? ["--adopt"] : [])
            + (allowsStorefront ? ["--storefront-too"] : [])
    }
}
