import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct ResellerIDsCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseller-ids",
        abstract: "Shows the Reseller IDs: who has which, since when, who carries it, and what does not fit.",
        discussion: "It shows what was sent, and asks nobody."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(help: "The provisioning system; without it, all of them.")
    var system: String?
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        var books: [ResellerIDBook] = []
        let systems = try await systems(in: opened)
        for system in systems {
            guard let definitions = try await opened.systems.definitions(of: system.name) else {
                Output.message(Phrases.fieldsUnknown(system.name))
                continue
            }
            books.append(try await opened.synchronizer.resellerIDs(on: system, by: definitions))
        }
        return Shown(books.map(ResellerIDBookJSON.init)) { [books] in
            if systems.isEmpty { Output.message(Phrases.noResellerIDs) }
            Output.apart(books) { $0.print() }
        }
    }

    private func systems(in opened: Workspace) async throws -> [ProvisioningSystem] {
        if let system { return [try await opened.system(system)] }
        return try await opened.systems.enabledSystems()
    }
}

extension ResellerIDBook {
    fileprivate func print() {
        Output.line("\(system)")
        // There is nothing to be listed of a vendor that asks for none.
        guard label != nil else {
            Output.lines(remarks)
            return
        }
        var table = Table("RESELLER", "NAME", "RESELLER ID", "STATE", "SINCE", "FROM", "CUSTOMERS", "DIFFERENT")
        for reseller in resellers {
            table.add(
                reseller.account.code.rawValue,
                reseller.account.name,
                reseller.id,
                reseller.state.rawValue,
                reseller.since.day,
                reseller.provenance.phrase,
                "\(reseller.carriers)",
                "\(reseller.differing.count)"
            )
        }
        if table.isEmpty { Output.line(Phrases.resellersBelow(system)) } else { table.print() }
        Output.lines(remarks)
    }
}
