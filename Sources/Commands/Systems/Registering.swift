import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

/// Registers a system.
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Registers a provisioning system; contacts nobody."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The registration, a JSON file; - reads standard input.")
    var file: String
    @Flag(help: "The same application at the same URL may be registered under another name; claims hold across both.")
    var sameVendor = false

    func run() throws {
        try Blocking.run { [workspace, file, sameVendor] in
            let system = try Registration.read(file)
            let opened = try await workspace.open()
            Registration.noteMissingFile(system, in: opened.location)
            let verdict = try await opened.systems.add(system, sameVendor: sameVendor)
            try verdict.tell("Registered \(system.name).", name: system.name)
        }
    }
}

/// Replaces a registration.
struct UpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Replaces the registration of a system."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The system's name.")
    var name: String
    @Argument(help: "The registration, a JSON file; - reads standard input.")
    var file: String

    func run() throws {
        try Blocking.run { [workspace, name, file] in
            var system = try Registration.read(file)
            let opened = try await workspace.open()
            Registration.noteMissingFile(system, in: opened.location)
            let known = try await opened.system(name)
            // A name from before names were trimmed and normalised is kept as it is stored.
            guard system.name.rawValue == known.name.rawValue.trimmed.composed else {
                throw Failure(
                    .configuration,
                    "The file is about \(system.name), not \(known.name).",
                    cure: "A system keeps its name."
                )
            }
            system.name = known.name
            try await opened.systems.update(system).tell("Updated \(system.name).", name: system.name)
        }
    }
}

/// Hides a system.
struct DisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Hides a system and refuses its use."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The system's name.")
    var name: String

    func run() throws {
        try Blocking.run { [workspace, name] in
            let opened = try await workspace.open()
            let system = try await opened.system(name)
            try await opened.systems.setDisabled(system.name, true).tell("Disabled \(system.name).", name: system.name)
        }
    }
}

/// Shows a hidden system again.
struct EnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Lets a disabled system be used again."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The system's name.")
    var name: String

    func run() throws {
        try Blocking.run { [workspace, name] in
            let opened = try await workspace.open()
            let system = try await opened.system(name)
            try await opened.systems.setDisabled(system.name, false).tell("Enabled \(system.name).", name: system.name)
        }
    }
}

/// Forgets a system that was never used.
struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forgets a system that was never used."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The system's name.")
    var name: String

    func run() throws {
        try Blocking.run { [workspace, name] in
            let opened = try await workspace.open()
            let system = try await opened.system(name)
            try await opened.systems.remove(system.name).tell("Removed \(system.name).", name: system.name)
        }
    }
}

enum Registration {
    static func read(_ file: String) throws -> ProvisioningSystem {
        let (system, notes) = try SystemRegistration.read(Data(try InputFile.read(file, longest: 1 << 20)))
        for note in notes { Output.message(Notice(note)) }
        return system
    }

    /// A file may be put there later, so that it is only said when it is missing.
    static func noteMissingFile(_ system: ProvisioningSystem, in location: WorkspaceLocation) {
        guard let file = system.caFile, !FileManager.default.fileExists(atPath: location.file(file)) else { return }
        Output.message("Note: \(file), the caFile, is not there yet.")
    }
}

extension RegistryVerdict {
    /// Says that it is done, or why it is not.
    func tell(_ done: String, name: SystemName) throws(Failure) {
        switch self {
        case .done: Output.line(done)
        case .unknown: throw Failure(.blocked, "There is no provisioning system \(name).")
        case .nameTaken:
            throw Failure(
                .blocked,
                "A system \(name) is registered already.",
                cure: "Change it with account-sync systems update, or take another name."
            )
        case .nameLike(let other):
            throw Failure(
                .blocked,
                "The name \(name) cannot be told from \(other), which is registered already.",
                cure: "Take a name that differs in more than case, spaces and hyphens."
            )
        case .vendorTaken(let other):
            throw Failure(
                .blocked,
                "That application at that synchronize URL is registered already, as \(other).",
                cure: "Use \(other), or say --same-vendor: then no account is created through both."
            )
        case .inUse(let links, let attempts):
            throw Failure(
                .blocked,
                "\(name) is in use: \(links) accounts are linked, its history has \(attempts) entries.",
                cure: "Hide it with account-sync systems disable; a new vendor needs a new name."
            )
        }
    }
}
