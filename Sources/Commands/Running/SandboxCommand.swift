import ArgumentParser
import Foundation
import Sandbox

/// Runs the vendor's side for rehearsals.
struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Runs a Dropbox service manager with a Partner Portal on loopback, for rehearsals.",
        discussion:
            "Faults: ENDPOINT:FAULT, such as synchronize:stall, exists:html@2, synchronize:429=5x3. See docs/sandbox.md."
    )

    @Option(help: "The port; 0 takes a free one.")
    var port: Int = Sandbox.usualPort
    @Option(help: "Where the portal is kept; else in memory.")
    var state: String?
    @Option(help: "Where each request is logged, as lines of JSON.")
    var log: String?
    @Option(help: "How many milliseconds every answer takes at least.")
    var latency: Int = 0
    @Option(help: "Something to go wrong on purpose; may be repeated.")
    var fault: [String] = []

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
        guard latency >= 0 else { throw ValidationError("--latency must be 0 or more.") }
    }

    func run() throws {
        try Blocking.run { [port, state, log, latency, fault] in
            let faults = try fault.map { text throws(Fault.Problem) in try Fault(text) }
            let sandbox = Sandbox(
                SandboxConfiguration(
                    port: port,
                    stateFile: state,
                    logFile: log,
                    latency: .milliseconds(latency),
                    faults: faults
                )
            )
            try await sandbox.run { port in
                Output.line("Partner Portal: http://127.0.0.1:\(port)/portal")
                Output.line(
                    "Register it with applicationId \(Sandbox.applicationID) and the API key \"\(Sandbox.apiKey)\"."
                )
                Output.line("Ctrl-C ends it.")
            }
        }
    }
}
