import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct CheckCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Asks the vendor whether the registered settings are right; a clean answer ends a pause."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var system: SystemArgument
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system)
        let problems: [String]
        do throws(Synchronizer.FormFailure) {
            problems = try await opened.synchronizer.check(system)
        } catch {
            throw CommandProblem.form(error, system.name)
        }
        return CheckReport(system, problems, await opened.synchronizer.describe(system))
    }
}

struct CheckReport: Report, Encodable {
    struct Service: Encodable {
        var name, version: String
        var supportsResellers: Bool?
    }

    var problems: [String]
    var service: Service?
    /// The endpoints for which the service manager gives other URLs.
    var differences: [String]
    /// Whether the answer has ended a pause.
    var pauseEnded: Bool
    private let system: SystemName
    private let description: ServiceDescription?

    private enum CodingKeys: String, CodingKey { case problems, service, differences, pauseEnded }

    init(_ system: ProvisioningSystem, _ problems: [String], _ description: ServiceDescription?) {
        self.system = system.name
        self.problems = problems
        self.description = description
        service = description.map {
            Service(name: $0.name, version: $0.version, supportsResellers: $0.supportsResellers)
        }
        differences = description?.differences(from: system.endpoints) ?? []
        pauseEnded = system.pause != nil && problems.isEmpty
    }

    var complaint: Notice? { problems.isEmpty ? nil : .rejected(system, problems) }
    var exitCode: ExitCode { problems.isEmpty ? .success : .refused }

    func print() {
        guard problems.isEmpty else { return }
        Output.lines(Phrases.answers(system, description))
        if pauseEnded { Output.line(Phrases.pauseEnded(system)) }
        for name in differences { Output.message(Phrases.otherURL(name, description?.urls[name] ?? "")) }
    }
}
