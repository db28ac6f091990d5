import Accounts
import Synchronizing

/// What is told alike of a send that has just ended and of one that a stored run keeps.
extension Notice {
    static func atVendor(_ name: String, at system: SystemName, as id: ExternalID?) -> Notice {
        .warning("\(name) is already at \(system)\(id.asWhich); nothing was sent.")
            .cure("Look it up in the vendor's portal. If it is this account, adopt it.")
    }

    static func conflict(
        over id: ExternalID?,
        of name: String,
        at system: SystemName,
        holder: AccountOnSystem? = nil
    ) -> Notice {
        let what = id.map { "\(system)'s id \($0)" } ?? "The id that \(system) has"
        return .bad("\(what) for \(name) belongs to \(holder?.named ?? "another account") here.")
            .cure("Compare both in the vendor's portal, then adopt another id for this one, or abandon it.")
    }

    static func parentFailed(_ name: String) -> Notice { .warning("\(name) was not sent: its parent failed.") }

    static func unwritable(_ name: String) -> Notice {
        .bad("\(name) was not sent: the workspace cannot be written.")
    }

    /// Adds what a doubt means, and how it ends.
    func mayHaveBeenCreated(resolvedBy resolve: ShellCommand) -> Notice {
        details(["It may have been created. It is not sent again automatically."])
            .cure(
                "An open console asks automatically whether it exists; `\(resolve)` asks now.",
                inConsole:
                    "The vendor is asked automatically whether it exists; \(key: .cases) lists it, and \(key: .ask) there asks now."
            )
    }
}
