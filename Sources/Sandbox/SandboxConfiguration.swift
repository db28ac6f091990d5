package struct SandboxConfiguration: Sendable {
    /// The port on loopback; 0 for any free one.
    package var port: Int
    /// Where the portal is stored; nil keeps it in memory.
    package var stateFile: String?
    /// Where each request, and each account created or deleted, is logged as a line of JSON.
    package var logFile: String?
    /// The least time that an answer takes.
    package var latency: Duration
    package var faults: [Fault]
    /// The BSS beside the vendor, if there is one.
    package var bss: BSSConfiguration?

    package init(
        port: Int = 0,
        stateFile: String? = nil,
        logFile: String? = nil,
        latency: Duration = .zero,
        faults: [Fault] = [],
        bss: BSSConfiguration? = nil
    ) {
        self.port = port
        self.stateFile = stateFile
        self.logFile = logFile
        self.latency = latency
        self.faults = faults
        self.bss = bss
    }
}
