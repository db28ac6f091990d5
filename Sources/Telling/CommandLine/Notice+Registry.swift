package import Accounts
package import Synchronizing

extension Notice {
    package init(_ verdict: RegistryVerdict, of name: SystemName) {
        self =
            switch verdict {
            case .done(let system): .good("\(system.name) is registered.")
            case .unknown: .bad("There is no provisioning system \(name).")
            case .nameTaken:
                .bad("A system \(name) is registered already.")
                    .cure("Change it with \(ShellCommand("systems update")), or take another name.")
            case .nameLike(let other):
                .bad("The name \(name) cannot be told from \(other), which is registered already.")
                    .cure("Take a name that differs in more than case, spaces and hyphens.")
            case .vendorTaken(let other):
                .bad("That application at that synchronize URL is registered already, as \(other).")
                    .cure("Use \(other), or say --same-vendor: then no account is created through both.")
            case .inUse(let links, let attempts):
                .bad("\(name) is in use: \(links) accounts are linked, its history has \(attempts) entries.")
                    .cure("Hide it with \(ShellCommand("systems disable")); a new vendor needs a new name.")
            }
    }
}
