import Accounts
import FoundationEssentials
import InMemory
import Synchronizing

/// What a run begins with, and what changes during it.
extension World {
    /// Two resellers with their end customers, and a direct customer; parents first.
    static let accounts: [Account] = [
        account("1", .reseller), account("2", .reseller), account("3", .endCustomer, under: "1"),
        account("4", .endCustomer, under: "1"), account("5", .endCustomer, under: "2"), account("6", .directCustomer),
    ]

    private static func account(_ id: AccountID, _ kind: Account.Kind, under parent: AccountID? = nil) -> Account {
        Account(
            id: id,
            code: AccountCode("C-\(id)"),
            name: "Account \(id)",
            kind: kind,
            parent: parent,
            email: "mail\(id)@x.example",
            country: "DE"
        )
    }

    static func system(_ name: SystemName) -> ProvisioningSystem {
        ProvisioningSystem(
            name: name,
            applicationID: "app",
            apiKey: .environment("KEY"),
            endpoints: Endpoints(syncOptions: "o", synchronize: "s", exists: "e")
        )
    }

    var fields: [FieldDefinition] {
        [
            FieldDefinition(id: "email", name: "Email", isRequired: true),
            FieldDefinition(
                id: "reseller-id",
                name: "Reseller ID",
                explanation: "version \(fieldsVersion)",
                isRequired: true
            ),
        ]
    }

    /// Puts accounts and systems on the disk, and at the vendor some accounts that nobody asked for.
    func furnish() {
        let names: [SystemName] = random.percent(30) ? ["Dropbox", "Twin"] : ["Dropbox"]
        if random.percent(50) { leases = Leases() }
        let isSafe = random.percent(10)
        vendor.isSafeToRepeat = isSafe
        disk.tamper { contents in
            for (index, account) in Self.accounts.enumerated() {
                contents.accounts[account.id] = account
                contents.keys[account.id] = AccountKey(Int64(index + 1))
            }
            for name in names {
                contents.systems[name] = Self.system(name)
                contents.systems[name]?.isSafeToRepeat = isSafe
                contents.definitions[name] = SyncOptionDefinitions(fields: fields)
            }
        }
        for account in Self.accounts where random.percent(8) {
            let isStranger = random.percent(50)
            let id = vendor.makeByHand(account, isStranger: isStranger)
            note(
                "the vendor has \(id) already, \(isStranger ? "a stranger with the email of" : "made by hand for") \(account.id)"
            )
        }
    }

    /// Something unexpected happens.
    func mischief() {
        switch random.below(20) {
        case 0..<8:
            guard !processes.isEmpty else { return }
            let process = random.pick(processes)
            if isTeam, random.percent(60) { return stop(process) }
            fault("\(process.name) is killed")
            kill(process)
        case 8, 9:
            fault("the machine is started anew")
            for process in processes { kill(process) }
            clock.reboot()
        case 10..<13:
            let jump = random.percent(50) ? random.below(20_000) - 10_000 : random.below(7_200_000) - 3_600_000
            fault("the wall clock jumps by \(jump) ms")
            clock.jump(jump)
        case 13, 14:
            let id = random.pick(Self.accounts).id
            fault("account \(id) changes")
            disk.tamper { $0.accounts[id]?.revision += 1 }
        case 15, 16:
            fault("the vendor asks for other fields")
            fieldsVersion += 1
            if random.percent(50) { disk.tamper { [fields] in $0.refresh(fields) } }
        case 17:
            fault("a system is registered anew")
            disk.tamper { $0.registerAnew() }
        case 18:
            fault("a system is hidden")
            disk.tamper { $0.setDisabled(true) }
        default: disk.tamper { $0.setDisabled(false) }
        }
    }
}

extension Contents {
    /// Somebody else fetches the vendor's definitions.
    mutating func refresh(_ fields: [FieldDefinition]) {
        for (name, old) in definitions {
            definitions[name] = SyncOptionDefinitions(fields: fields, revision: old.revision + 1)
        }
    }

    /// Replaces the registrations, which forgets the definitions and lifts pauses.
    mutating func registerAnew() {
        for name in systems.keys {
            systems[name]?.revision += 1
            systems[name]?.pause = nil
            definitions[name] = nil
        }
    }

    mutating func setDisabled(_ isDisabled: Bool) {
        for name in systems.keys {
            systems[name]?.isDisabled = isDisabled
            systems[name]?.revision += 1
        }
    }
}
