import Foundation
package import Sandbox
import Synchronization

/// A sandbox that serves on a free port until it is stopped or the tests end, also if only its port is kept.
package final class RunningSandbox: Sendable {
    package let port: Int
    private let task: Task<Void, any Error>

    /// Returns once it listens.
    package init(
        _ configuration: SandboxConfiguration = SandboxConfiguration(),
        bss: BSSConfiguration? = nil
    ) async throws {
        var configuration = configuration
        if let bss { configuration.bss = bss }
        let whole = configuration
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let task = Task {
            defer { ready.finish() }
            try await Sandbox(whole).run { ready.yield($0) }
        }
        var listening = ports.makeAsyncIterator()
        guard let port = await listening.next() else {
            try await task.value
            throw CancellationError()
        }
        self.port = port
        self.task = task
    }

    package func stop() async {
        task.cancel()
        _ = await task.result
    }

    package func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Asks it, through a client without the code under test: a GET, or with a body a POST.
    package func ask(
        _ path: String,
        _ body: String? = nil,
        application: String = Sandbox.applicationID,
        key: String = Sandbox.apiKey
    ) async throws -> Reply {
        try await Reply.ask(
            url(path),
            body,
            headers: [
                "X-CloudPlatform-ApplicationId": application, "X-CloudPlatform-TrackId": "track-1",
                "X-CloudPlatform-APIKey": Data(key.utf8).base64EncodedString(),
            ]
        )
    }
}
