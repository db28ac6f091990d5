import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

/// Lists systems.
struct SystemsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the provisioning systems.")

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, json] in
            let systems = try await workspace.open().systems.systems()
            if json { return try Output.json(systems.map(SystemJSON.init)) }
            var table = Table("NAME", "VENDOR", "STATE", "SYNCHRONIZE")
            for system in systems {
                table.add(system.name.rawValue, system.vendor.rawValue, system.condition, system.endpoints.synchronize)
            }
            table.print()
            if table.isEmpty { Output.message("None is registered: account-sync systems add FILE.") }
        }
    }
}

/// Shows a system.
struct SystemsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a system's registration as JSON; secrets stay references."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The system's name.")
    var name: String
    @Flag(help: "Print JSON (what happens anyway).")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, name] in
            let opened = try await workspace.open()
            try Output.json(SystemRegistration.write(try await opened.system(name)))
        }
    }
}

/// Asks a system whether its settings are right.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Asks the vendor whether the registered settings are right; a clean answer ends a pause."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The system's name.")
    var name: String
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        try Blocking.run { [workspace, name, json] in
            let opened = try await workspace.open()
            let system = try await opened.system(name)
            let problems: [String]
            do throws(Synchronizer.FormFailure) {
                problems = try await opened.synchronizer.check(system)
                    .map { $0.isEmpty ? "a problem without words" : $0 }
            } catch {
                throw Failure(error, system: system.name)
            }
            let service = await opened.synchronizer.describe(system)
            let differences = service?.differences(from: system.endpoints) ?? []
            if json { try Output.json(CheckJSON(problems: problems, service: service, differences: differences)) }
            guard problems.isEmpty else {
                throw Failure(
                    notice: Notice(
                        .bad,
                        "\(system.name) finds fault with its settings.",
                        details: problems,
                        cure: "Correct the registration: account-sync systems update."
                    ),
                    code: .refused
                )
            }
            guard !json else { return }
            Output.line("\(system.name) answers, and its settings are right.")
            if let service {
                Output.line(
                    "It calls itself \(service.name)\(service.version.isEmpty ? "" : ", version \(service.version)")."
                )
            }
            for name in differences {
                Output.message("It names another URL for \(name) than is registered: \(service?.urls[name] ?? "")")
            }
        }
    }
}

/// What a check found, as JSON.
private struct CheckJSON: Encodable {
    struct Service: Encodable {
        var name, version: String
        var supportsResellers: Bool?
    }

    var problems: [String]
    var service: Service?
    /// The endpoints that the service manager names otherwise.
    var differences: [String]

    init(problems: [String], service: ServiceDescription?, differences: [String]) {
        self.problems = problems
        self.service = service.map {
            Service(name: $0.name, version: $0.version, supportsResellers: $0.supportsResellers)
        }
        self.differences = differences
    }
}

/// A system as JSON.
struct SystemJSON: Encodable {
    var name, vendor, state, synchronize: String
    var pause: String?
    var existsProved: Bool

    init(_ system: ProvisioningSystem) {
        name = system.name.rawValue
        vendor = system.vendor.rawValue
        state = system.condition
        synchronize = system.endpoints.synchronize
        pause = system.pause?.pausing
        existsProved = system.isExistsProved
    }
}

extension ProvisioningSystem {
    /// Whether it can be used, in a word.
    var condition: String { isDisabled ? "disabled" : pause == nil ? "ready" : "paused" }
}
