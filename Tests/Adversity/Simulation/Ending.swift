import Accounts
import InMemory
import Invariants
import Synchronizing

/// What an operator does after the faults, until everything is synchronized.
extension Process {
    func clearUp() async {
        guard await takeOver() else { return }
        world.vendor.removeStrangers()
        world.disk.tamper { $0.setDisabled(false) }
        for _ in 0..<30 {
            await liftPauses()
            // The disk no longer fails.
            for open in (try? await synchronizer.openCases()) ?? [] { await settle(open) }
            for row in world.disk.contents.rows where row.link.state == .abandoned { await takeBack(row.link) }
            for account in World.accounts { await saveIfNeeded(account) }
            if missing().isEmpty { return }
            _ = await world.pass(self, after: 31_000)
        }
        world.violate(.end, "not synchronized in the end: \(missing().joined(separator: ", "))")
    }

    /// The accounts that are not synchronized anywhere, and what is known about them.
    func missing() -> [String] {
        let contents = world.disk.contents
        return World.accounts.map(\.id)
            .filter { id in contents.links[id]?.values.contains { $0.link.state == .synchronized } != true }
            .map { id in
                "\(id) \(contents.links[id]?.values.map { "\($0.link.state) on \($0.link.system)" }.sorted() ?? [])"
            }
    }

    private func settle(_ open: OpenCase) async {
        guard let system = await system(open.link.system) else { return }
        let account = open.link.account
        switch open.link.state {
        case .inDoubt where !open.link.isUnlinked: await resolve(open, on: system)
        case .atVendor:
            guard let id = world.vendor.find(open.relative.account) else { return }
            await link(id, to: open.link)
        default:
            if let id = world.vendor.split(account) ?? world.vendor.entry(of: account)?.id {
                await link(id, to: open.link)
            } else if open.link.state == .inDoubt {
                await resolve(open, on: system)
            }
        }
    }

    private func link(_ id: ExternalID, to link: Link) async {
        // The disk no longer fails.
        _ = try? await synchronizer.adopt(id, for: link, confirmed: true)
    }

    /// An abandoned account is created by hand, if it is not there, and linked.
    private func takeBack(_ abandoned: Link) async {
        guard let account = World.accounts.first(where: { $0.id == abandoned.account }) else { return }
        if let id = world.vendor.split(account.id) ?? world.vendor.entry(of: account.id)?.id {
            await link(id, to: abandoned)
        } else if world.vendor.nextDue == nil {
            await link(world.vendor.makeByHand(account), to: abandoned)
        }
    }

    private func saveIfNeeded(_ account: Account) async {
        let contents = world.disk.contents
        let links = contents.links[account.id, default: [:]].values.map(\.link)
        guard !links.contains(where: \.state.holdsClaim) else { return }
        await save(account.id, on: place(of: account, contents))
    }

    /// The system an account belongs on: its reseller's, or the one where its customers are already.
    private func place(of account: Account, _ contents: Contents) -> SystemName {
        let relatives = World.accounts.filter { $0.parent == account.id || $0.id == account.parent }.map(\.id)
        let links = relatives.flatMap { contents.links[$0, default: [:]].values.map(\.link) }
        return links.filter(\.state.holdsClaim).map(\.system).min() ?? "Dropbox"
    }
}
