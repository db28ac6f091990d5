import ArgumentParser
import Foundation
import Sandbox
import Telling
import Workspace

struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Runs a Dropbox service manager with a Partner Portal on loopback, and a BSS, for rehearsals.",
        discussion:
            "Faults: ENDPOINT:FAULT, such as synchronize:stall, exists:html@2, synchronize:429=5x3. See docs/sandbox.md."
    )

    @Option(
        help: ArgumentHelp("The port, 8377 unless given; 0 takes a free one.", valueName: "n"),
        transform: Numbers.port
    )
    var port: Int = Sandbox.usualPort
    @Option(
        help: ArgumentHelp(
            "Where the portal is kept, and with .bss behind it the BSS's changes; else in memory.",
            valueName: "file"
        ),
        completion: .file()
    )
    var state: String?
    @Option(
        help: ArgumentHelp("Where each request is logged, as lines of JSON.", valueName: "file"),
        completion: .file()
    )
    var log: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many milliseconds every answer takes at least, up to 600,000.", valueName: "n"),
        transform: Numbers.latency
    )
    var latency: Int = 0
    @Option(help: ArgumentHelp("A fault to inject; may be repeated.", valueName: "endpoint:fault"))
    var fault: [String] = []
    @Flag(help: "Serve a BSS too, with the sample accounts.")
    var bss = false
    @Option(
        help: ArgumentHelp("Serve a BSS with so many generated accounts.", valueName: "n"),
        transform: Numbers.generated
    )
    var bssAccounts: Int?
    @Flag(help: "Serve a BSS that can filter by updatedAt.")
    var bssFilterUpdated = false

    /// The BSS that the options ask for; nil for none.
    private func bssConfiguration() throws -> BSSConfiguration? {
        guard bss || bssFilterUpdated || bssAccounts != nil else { return nil }
        return BSSConfiguration(
            try bssAccounts.map { .generated(count: $0) } ?? .sample,
            stateFile: state.map { $0 + ".bss" },
            filtersByUpdated: bssFilterUpdated
        )
    }

    func validate() throws {
        guard state != "-", log != "-" else { throw ValidationError("--state and --log need a file, not -.") }
    }

    func run() throws {
        let bss = try bssConfiguration()
        try Blocking.run { [port, state, log, latency, fault] in
            try OutputFile.check(apart: [state, bss?.stateFile, log].compactMap(\.self))
            let faults = try fault.map { text throws(Fault.Problem) in try Fault(text) }
            let sandbox = Sandbox(
                SandboxConfiguration(
                    port: port,
                    stateFile: state,
                    logFile: log,
                    latency: .milliseconds(latency),
                    faults: faults,
                    bss: bss
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
                    try await sandbox.run(
                        onReady: { Self.introduce($0, hasBSS: bss != nil, end) },
                        onFailure: { end.yield($0) }
                    )
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

    private static func introduce(_ port: Int, hasBSS: Bool, _ end: AsyncStream<(any Error)?>.Continuation) {
        var lines = Phrases.sandbox(
            portal: Sandbox.portal(port: port),
            applicationID: Sandbox.applicationID,
            apiKey: Sandbox.apiKey
        )
        if hasBSS { lines.insert(contentsOf: bssLines(port), at: lines.count - 1) }
        Output.lines(lines)
        // Without output, nobody can learn the address.
        if StandardOutput.isLost { end.yield(nil) }
    }

    private static func bssLines(_ port: Int) -> [String] {
        Phrases.sandboxBSS(
            url: Sandbox.bss(port: port),
            clientKey: Sandbox.clientKey,
            clientSecret: Sandbox.clientSecret,
            username: Sandbox.username,
            password: Sandbox.password
        )
    }
}

extension Sandbox {
    static func portal(port: Int) -> String { "http://127.0.0.1:\(port)/portal" }
    static func bss(port: Int) -> String { "http://127.0.0.1:\(port)" }
}
