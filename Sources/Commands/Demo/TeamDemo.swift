import Accounts
import Foundation
import Sandbox
import Synchronizing
import Telling
import Workspace

/// The demo of a team: one book on a server of its own, two operators in two terminals, and a worker.
struct TeamDemo: Sendable {
    /// Who sits at a terminal: whoever opens the demo first, and whoever opens it again meanwhile.
    enum Person: String, CaseIterable {
        case anna, ben

        var role: MemberRole { self == .anna ? .operator : .approver }
        var other: Person { self == .anna ? .ben : .anna }
    }

    private static let worker = "worker"

    let folder: WorkspaceLocation

    /// Opens the book, made and filled if it is not there; `end` must be called on the server.
    ///
    /// While another terminal is still at that, it waits, and joins it then.
    func open() async throws -> (workspace: Workspace, greeting: [Notice], server: DemoServer) {
        let word = Output.message(Phrases.startingServer, after: .milliseconds(300))
        defer { word.cancel() }
        return try await DemoServer.inTurn(of: folder) { try await openInTurn { word.cancel() } }
    }

    private func openInTurn(
        _ started: () -> Void
    ) async throws -> (workspace: Workspace, greeting: [Notice], server: DemoServer) {
        let server = try await DemoServer(of: folder, logins: Person.allCases.map(\.rawValue) + [Self.worker])
        started()
        do {
            let (port, isElsewhere) = try await fill(server)
            let person: Person = server.isJoined ? .ben : .anna
            let workspace = try await Workspace.open(location(server, person.rawValue), environment: ownEnvironment)
            if !server.isJoined { server.startWorker(as: Self.worker) }
            let sandbox: Notice =
                isElsewhere && !server.isJoined
                ? .demoElsewhere(port: port) : .demo(portal: Sandbox.portal(port: port))
            let team: Notice = .team(
                person.rawValue,
                person.role,
                other: person.other.rawValue,
                person.other.role,
                isJoined: server.isJoined
            )
            return (workspace, [sandbox, team], server)
        } catch {
            await server.end()
            throw error
        }
    }

    /// Where the sandbox answers, and whether another process serves it.
    private func fill(_ server: DemoServer) async throws -> (port: Int, isElsewhere: Bool) {
        let place = location(server, DemoServer.owner)
        var workspace = try await Workspace.existing(at: place)
        if workspace == nil {
            do {
                try Workspace.create(at: place, environment: ownEnvironment)
            } catch StoreFailure.exists {
                // Somebody else has made it since, which is as good.
            }
            workspace = try await Workspace.existing(at: place)
        }
        guard let workspace else { throw StoreFailure.missing(path: place.shown) }
        let system = try await workspace.systems.system(named: Demo.system)
        let sandbox = try await DemoSandbox(folder).start(for: system)
        guard system == nil else { return sandbox }
        // Before the system, which shows that the book is complete.
        for person in Person.allCases { _ = try await workspace.members?.admit(person.rawValue, as: person.role) }
        _ = try await workspace.members?.admit(Self.worker, as: .operator)
        try await workspace.fillWithSandbox(port: sandbox.port, secrets: folder.file("secrets"))
        return sandbox
    }

    private func location(_ server: DemoServer, _ login: String) -> WorkspaceLocation {
        WorkspaceLocation(given: server.address(of: login), environment: ownEnvironment)
    }

    /// Removes what a team's demo creates, and nothing else.
    func forget() async throws {
        try await DemoServer.inTurn(of: folder) {
            try DemoServer.forget(folder)
            try await Demo(location: folder).forget()
        }
    }
}
