import Accounts
import Synchronizing
import Telling
import Workspace

/// How things stand: the figures of each system, and who has which Reseller ID.
extension Dialogue {
    func sayFigures() async {
        let read = await attempt { () async throws(StoreFailure) in try await workspace.inbox.figures(resellers: 5) }
        guard let figures = read else { return }
        if figures.isEmpty { say(DashboardWords.noSystem) }
        for system in figures { say(DialogueWords.lines(of: system)) }
    }

    func sayResellerIDs(on name: String) async {
        guard let system = await chosenSystem(name) else { return }
        let read = await attempt { () async throws(StoreFailure) -> ResellerIDBook? in
            guard let definitions = try await workspace.systems.definitions(of: system.name) else { return nil }
            return try await workspace.synchronizer.resellerIDs(on: system, by: definitions)
        }
        guard let found = read else { return }
        guard let book = found else { return say(Phrases.fieldsUnknown(system.name)) }
        say(DialogueWords.counts(book))
        await sayInPages(book.remarks + book.resellers.map(DialogueWords.line))
    }
}
