import ArgumentParser
import Foundation
import Sandbox
import Telling

struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Runs a Dropbox service manager with a Partner Portal on loopback, for rehearsals.",
        discussion:
            "Faults: ENDPOINT:FAULT, such as synchronize:stall, exists:html@2, synchronize:429=5x3. See docs/sandbox.md."
    )

    @Option(help: "The port; 0 takes a free one.", transform: Numbers.port)
    var port: Int = Sandbox.usualPort
    @Option(help: "Where the portal is kept; else in memory.")
    var state: String?
    @Option(help: "Where each request is logged, as lines of JSON.")
    var log: String?
    @Option(help: "How many milliseconds every answer takes at least.", transform: Numbers.latency)
    var latency: Int = 0
    @Option(help: "Something to go wrong on purpose; may be repeated.")
    var fault: [String] = []

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
            // The error that ends it; nil if nothing went wrong.
            let (ends, end) = AsyncStream.makeStream(of: (any Error)?.self)
            EndRequests.answer { _, isFirst in
                guard isFirst else { return .ends([]) }
                end.yield(nil)
                return .stops
            }
            // The task is not cancelled, since the process ends: whatever the sandbox keeps is on the disk before it
            // responds.
            Task {
                do {
                    try await sandbox.run(onReady: { Self.introduce($0, end) }, onFailure: { end.yield($0) })
                } catch {
                    end.yield(error)
                }
            }
            for await failure in ends {
                if let failure { throw failure }
                return
            }
        }
    }

    private static func introduce(_ port: Int, _ end: AsyncStream<(any Error)?>.Continuation) {
        let lines = Phrases.sandbox(
            portal: Sandbox.portal(port: port),
            applicationID: Sandbox.applicationID,
            apiKey: Sandbox.apiKey
        )
        for line in lines { Output.line(line) }
        // Without output, nobody can learn the address.
        if StandardOutput.isLost { end.yield(nil) }
    }
}

extension Sandbox {
    static func portal(port: Int) -> String { "http://127.0.0.1:\(port)/portal" }
}
