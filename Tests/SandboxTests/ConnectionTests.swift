import Foundation
import Sandbox
import TestKit
import Testing

/// The sandbox as a server of HTTP/1.1: what comes over the wire, without a client that understands it.
@Suite struct ConnectionTests {
    private let id = "X-CloudPlatform-ApplicationId: " + Sandbox.applicationID
    private let key = "X-CloudPlatform-APIKey: " + Data(Sandbox.apiKey.utf8).base64EncodedString()

    private func request(
        _ target: String = "/portal.json",
        method: String = "GET",
        body: String = "",
        _ fields: String...
    ) -> String {
        let fields = ["Host: x", "Content-Length: \(body.utf8.count)"] + fields
        return "\(method) \(target) HTTP/1.1\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }

    /// Talks to a sandbox over a connection of its own.
    private func talk<Value: Sendable>(
        to sandbox: RunningSandbox,
        _ talk: @escaping @Sendable (RawConnection) throws -> Value
    ) async throws -> Value {
        try await RawConnection.apart {
            let connection = try RawConnection(to: sandbox.port)
            defer { connection.close() }
            return try talk(connection)
        }
    }

    /// Sends everything, says that it was all, and reads until the sandbox ends the connection.
    private func say(_ text: String, to sandbox: RunningSandbox) async throws -> String {
        try await talk(to: sandbox) { connection in
            connection.send(text)
            connection.endOutput()
            return connection.readToEnd()
        }
    }

    private func statuses(_ text: String) -> [Substring] { text.matches(of: #/HTTP/1\.1 (\d+)/#).map(\.1) }

    @Test func `requests on one connection are answered in their order, also if they come at once`() async throws {
        let one = request()
        let three = request("/accounts/nonsense", method: "POST", body: "{}") + one + request("/portal")
        let all = try await talk(to: try await RunningSandbox()) { connection in
            for _ in 1...2 {
                connection.send(one)
                #expect(connection.readRequest().hasSuffix("\r\n\r\n[]"))
            }
            connection.send(three)
            connection.endOutput()
            return connection.readToEnd()
        }
        #expect(statuses(all) == ["401", "200", "200"])
        #expect(all.contains("[]HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"))
    }

    @Test func `a response says what it is, and how long`() async throws {
        let lines = try await say(request(), to: try await RunningSandbox()).split(separator: "\r\n")
        #expect(lines.first == "HTTP/1.1 200 OK")
        #expect(lines.contains("Content-Type: application/json; charset=utf-8"))
        #expect(lines.contains("Content-Length: 2"))
    }

    @Test func `who wants the connection to end gets that, and a request in pieces is one`() async throws {
        let whole = request("/portal.json", "Connection: close")
        let answer = try await talk(to: try await RunningSandbox()) { connection in
            for piece in whole { connection.send(String(piece)) }
            let answer = connection.readRequest()
            return connection.isEnded() ? answer : ""
        }
        #expect(statuses(answer) == ["200"])
    }

    @Test(arguments: ["http://sandbox.example/portal.json", "http://sandbox.example/portal.json?a=/b"])
    func `a target that names the server, too, means the same`(target: String) async throws {
        #expect(try await say(request(target), to: try await RunningSandbox()).hasSuffix("\r\n\r\n[]"))
    }

    @Test func `what is not HTTP is refused, and half a request is no request`() async throws {
        let sandbox = try await RunningSandbox()
        #expect(statuses(try await say("nonsense\r\n\r\n", to: sandbox)) == ["400"])
        let half = request("/accounts/synchronize", method: "POST", body: "{}").dropLast()
        #expect(!(try await say(String(half), to: sandbox)).contains(" 200 "))
        #expect(try await sandbox.ask("/portal.json").body == "[]")
    }

    @Test func `a body of two megabytes is read, a longer one is not`() async throws {
        let sandbox = try await RunningSandbox()
        for (length, status) in [(2 << 20, "401"), (2 << 20 | 1, "500"), (5 << 20, "500")] as [(Int, Substring)] {
            let body = String(repeating: "x", count: length)
            let text = request("/accounts/exists", method: "POST", body: body)
            #expect(statuses(try await say(text, to: sandbox)) == [status])
        }
    }

    @Test func `a drip comes byte by byte, and half of an answer is half of it`() async throws {
        let faults = [try Fault("syncoptions:truncate@1"), try Fault("syncoptions:drip@2")]
        let sandbox = try await RunningSandbox(SandboxConfiguration(faults: faults))
        let asking = request("/accounts/syncoptions", id, key)
        let text = try await say(asking, to: sandbox)
        let length = try #require(text.firstMatch(of: #/Content-Length: (\d+)/#).flatMap { Int($0.1) })
        let body = try #require(text.firstRange(of: "\r\n\r\n")).upperBound
        #expect(text[body...].utf8.count == length / 2)

        let said = try await talk(to: sandbox) { connection in
            connection.send(asking)
            var said = ""
            while !said.contains("\r\n\r\n{"), let more = connection.read() {
                said += String(decoding: more, as: UTF8.self)
            }
            return said
        }
        #expect(said.hasSuffix("\r\n\r\n{"))
    }

    @Test func `a sandbox that is stopped ends the connections that it has, and those that come`() async throws {
        let sandbox = try await RunningSandbox()
        let idle = try RawConnection(to: sandbox.port)
        defer { idle.close() }
        // It has the connection once it answers; one that still waits to be accepted is reset.
        try await RawConnection.apart { [one = request()] in
            idle.send(one)
            idle.readRequest()
        }
        async let coming: Void = RawConnection.apart { [port = sandbox.port] in
            // In vain once it has ended.
            while let connection = try? RawConnection(to: port) { connection.close() }
        }
        await sandbox.stop()
        try await coming
        #expect(try await RawConnection.apart { idle.isEnded() })
    }

    @Test func `a client that is gone does not undo its request`() async throws {
        let sandbox = try await RunningSandbox(SandboxConfiguration(latency: .milliseconds(100)))
        let body = #"{"ID":"1","Name":"n","Email":"a@b.example"}"#
        let text = request("/accounts/synchronize", method: "POST", body: body, id, key)
        try await talk(to: sandbox) { connection in _ = connection.send(text) }
        var isFound = false
        for _ in 1...100 where !isFound { isFound = try await sandbox.ask("/accounts/exists", body).code == 1 }
        #expect(isFound)
    }
}
