import Foundation
import Sandbox
import Testing

extension Program {
    /// Serves a Dropbox in this process that answers slowly or not at all, and registers it in the place of the sample's.
    func serve(latency: Duration = .zero, faults: [String] = []) async throws {
        let configuration = SandboxConfiguration(
            stateFile: folder + "/portal.jsonl",
            latency: latency,
            faults: try faults.map { text throws(Fault.Problem) in try Fault(text) }
        )
        let (ports, port) = AsyncStream<Int>.makeStream()
        // It ends with the process.
        Task {
            defer { port.finish() }
            try await Sandbox(configuration).run { port.yield($0) }
        }
        var served: Int?
        for await port in ports {
            served = port
            break
        }
        let seeds = URL(filePath: #filePath).appending(path: "../../../../seeds/dropbox.json").standardized
        let text = try String(contentsOf: seeds, encoding: .utf8)
            .replacing("127.0.0.1:8377/", with: "127.0.0.1:\(try #require(served))/")
        let file = folder + "/dropbox.json"
        try Data(text.utf8).write(to: URL(filePath: file))
        try run("systems", "update", "Dropbox", file, "--workspace", workspace)
    }
}
