import Accounts
import Foundation
import Samples
import Synchronizing
import TestKit
import Testing

/// What breaks on the way: each time it is known whether the vendor may have got the request, and it is sent only once.
@Suite struct TransportTests {
    private let success = HTTPText.answer(#"{"Code":0,"Result":"dbx-1"}"#)

    private func line(_ server: RawServer, deadline: Duration = .seconds(20)) async throws -> String {
        await (try Client.make(server, deadline: deadline)).synchronize().line
    }

    /// Sends with one deadline after the other, each four times as long, until the request was on its way in time.
    ///
    /// Returns what came of that one, its deadline, and how long it took.
    ///
    /// On a busy machine the shortest may be over before the connection is there.
    private func lineOnceSent(
        _ server: RawServer,
        from shortest: Duration = .milliseconds(400)
    ) async throws -> (told: String, deadline: Duration, took: Duration) {
        var deadline = shortest
        for _ in 1...4 {
            let begun = ContinuousClock.now
            let told = try await line(server, deadline: deadline)
            let took = ContinuousClock.now - begun
            guard told.hasPrefix("not sent: ") else {
                // Whoever sent it may know that before the server has read it.
                let limit = ContinuousClock.now + .seconds(60)
                while server.requests.isEmpty, .now < limit { try await Task.sleep(for: .milliseconds(5)) }
                return (told, deadline, took)
            }
            deadline *= 4
        }
        return ("never sent", deadline, .zero)
    }

    @Test(arguments: [
        (401, "Retry-After: 7", "401 after 7 object \"no\""), (403, "Retry-After: 0", "403 after 0 object \"no\""),
        (429, "Retry-After: 3600", "429 after 3600 object \"no\""),
        (429, "retry-after: 5", "429 after 5 object \"no\""),
        (429, "Retry-After: soon", "429 object \"no\""), (429, "Retry-After: -5", "429 object \"no\""),
        (429, "Retry-After: 1.5", "429 after 2 object \"no\""),
        (429, "Retry-After: 5.000", "429 after 5 object \"no\""),
        (429, "Retry-After: 99999999999999999999999", "429 after 86400 object \"no\""),
        (429, "Retry-After: inf", "429 object \"no\""), (429, "Retry-After: nan", "429 object \"no\""),
        (429, "Retry-After: 1e9", "429 object \"no\""), (429, "Retry-After: +5", "429 object \"no\""),
        (429, "Retry-After:", "429 object \"no\""),
        (429, "Retry-After: 5\r\nRetry-After: 9", "429 after 9 object \"no\""),
        (429, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", "429 after 86400 object \"no\""),
        (429, "Retry-After: Sunday, 06-Nov-94 08:49:37 GMT", "429 after 0 object \"no\""),
        (429, "Retry-After: Sun Nov  6 08:49:37 1994", "429 after 0 object \"no\""),
        (600, "X: y", "600 object \"no\""), (999, "X: y", "999 object \"no\""),
        (429, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT", "429 after 0 object \"no\""),
        (500, "X: y", "500 object \"no\""), (503, "Retry-After: 99999999", "503 after 86400 object \"no\""),
        (599, "X: y", "599 object \"no\""), (204, "X: y", "204 unreadable: it is empty"),
    ])
    func `every status comes with its body and its Retry-After`(
        status: Int,
        header: String,
        expected: String
    ) async throws {
        let body = status == 204 ? "" : #"{"Message":"no"}"#
        let server = try RawServer(answering: HTTPText.answer(body, status: status, headers: [header]))
        #expect(try await line(server) == expected)
        #expect(server.requests.count == 1)
    }

    @Test func `a Retry-After that is a date is the time until then`() async throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let date = formatter.string(from: Date(timeIntervalSinceNow: 600))
        let server = try RawServer(answering: HTTPText.answer("{}", status: 429, headers: ["Retry-After: \(date)"]))
        guard case .answered(let response) = await (try Client.make(server)).synchronize() else {
            Issue.record("no answer")
            return
        }
        #expect(try (.seconds(540)...(.seconds(601))).contains(#require(response.retryAfter)))
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is not followed: no second request, no credentials elsewhere`(status: Int) async throws {
        let elsewhere = try RawServer(answering: success)
        let server = try RawServer(
            answering: HTTPText.answer("{}", status: status, headers: ["Location: \(elsewhere.url("/sync"))"])
        )
        let client = try await Client.make(server)
        #expect(await client.synchronize().line == "\(status) object \"\"")
        #expect(await client.exists().line == "\(status) object \"\"")
        #expect(await client.syncOptions().line == "\(status) object \"\"")
        #expect(server.requests.count == 3)
        #expect(elsewhere.requests.isEmpty)
    }

    @Test func `a body that is shorter than it was said to be is cut off`() async throws {
        let server = try RawServer(answering: HTTPText.answer(#"{"Code":0,"Result":"dbx-1"}"#, length: 500))
        #expect(try await line(server) == "200 unreadable: it was cut off")
        #expect(server.requests.count == 1)
    }

    @Test func `a body that is longer than it was said to be is no JSON`() async throws {
        let server = try RawServer(answering: HTTPText.answer(#"{"Code":0,"Result":"dbx-1"}"#, length: 20))
        #expect(try await line(server) == "200 unreadable: it ends in the middle, in line 1")
    }

    @Test
    func `a connection that is reset before the first byte of an answer leaves it in doubt, and nothing is sent again`()
        async throws
    {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.reset()
        }
        #expect(try await line(server) == "broken: connectionLost")
        #expect(server.requests.count == 1)
    }

    @Test func `a connection that is closed after the request was read leaves it in doubt, and nothing is sent again`()
        async throws
    {
        let server = try RawServer { $0.readRequest() }
        #expect(try await line(server) == "broken: connectionLost")
        #expect(server.requests.count == 1)
    }

    @Test func `each call has a connection of its own, so that no stale one can swallow a request`() async throws {
        let server = try RawServer { [success] connection in
            connection.readRequest()
            connection.send(success)
            // Kept alive, as if more were wanted; a client that comes again on it is left without an answer.
            if !connection.readRequest().isEmpty { connection.reset() }
        }
        let client = try await Client.make(server)
        for _ in 1...3 { #expect(await client.synchronize().line == #"200 code 0, result dbx-1, message """#) }
        #expect(server.requests.count == 3)
    }

    @Test func `a reset in the middle of the head, and of the body, is in doubt`() async throws {
        let inHead = try RawServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-")
            connection.close()
        }
        #expect(try await line(inHead) == "broken: connectionLost")
        let inBody = try RawServer { connection in
            connection.readRequest()
            connection.send(HTTPText.answer(#"{"Code":0,"#, length: 40))
            connection.reset()
        }
        #expect(try await line(inBody) == "200 unreadable: it was cut off")
        #expect(inHead.requests.count == 1)
        #expect(inBody.requests.count == 1)
    }

    @Test func `what is no HTTP is in doubt`() async throws {
        let server = try RawServer(answering: "SSH-2.0-OpenSSH_9.2\r\n\r\n")
        #expect(try await line(server).hasPrefix("broken: "))
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 99999 OK\r\n\r\n", "HTTP/1.1 -1 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}",
        "HTTP/1.1 200 OK\r\nA\0: b\r\n\r\n{}", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 000 OK\r\n\r\n", "HTTP/1.1 099 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 000 OK\r\n\r\n",
    ])
    func `a head that no server should send is in doubt, and nothing more`(head: String) async throws {
        let server = try RawServer(answering: head)
        guard case .inDoubt = SendVerdict(await (try Client.make(server)).synchronize()) else {
            Issue.record("decided by \(head)")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func `a second answer behind the first changes nothing`() async throws {
        let server = try RawServer(answering: success + HTTPText.answer(#"{"Code":-1}"#) + "HTTP/1.1 000 OK\r\n\r\n")
        #expect(try await line(server) == #"200 code 0, result dbx-1, message """#)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 000 OK\r\n\r\n", "220 mail ready\r\n",
    ])
    func `a server that speaks first decides nothing`(greeting: String) async throws {
        let server = try RawServer { connection in
            connection.send(greeting)
            connection.readRequest()
        }
        switch SendVerdict(await (try Client.make(server)).synchronize()) {
        case .notSent, .inDoubt: break
        default: Issue.record("decided by \(greeting)")
        }
    }

    @Test func `a server that takes the request and says nothing is in doubt when the time is over`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.waitForEnd()
        }
        #expect(try await lineOnceSent(server).told == "broken: timedOut")
        #expect(server.requests.count == 1)
    }

    @Test func `bytes that drip do not stretch the time: it is the total that counts`() async throws {
        // More than a minute, with a pause after each byte that is far shorter than any deadline.
        let answer = HTTPText.answer(#"{"Code":0}"#, headers: ["X-Long: " + String(repeating: "x", count: 600)])
        let server = try RawServer { connection in
            connection.readRequest()
            for byte in answer.utf8 {
                guard connection.send(bytes: [byte]) else { return }
                usleep(100_000)
            }
        }
        let (told, deadline, took) = try await lineOnceSent(server, from: .milliseconds(2_500))
        #expect(told == "broken: timedOut")
        // Room for a busy machine, and not for ten times the deadline.
        #expect(took < deadline + .seconds(20))
        #expect(server.requests.count == 1)
    }

    @Test func `a flood of 1xx does not stretch the time either`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            while connection.send("HTTP/1.1 102 Processing\r\n\r\n") { usleep(2_000) }
        }
        #expect(try await lineOnceSent(server).told.hasPrefix("broken: "))
        #expect(server.requests.count == 1)
    }

    @Test func `a 1xx before the answer is passed over`() async throws {
        let server = try RawServer(answering: "HTTP/1.1 100 Continue\r\n\r\n" + success)
        #expect(try await line(server) == #"200 code 0, result dbx-1, message """#)
    }

    @Test func `a head without end is given up`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send("X-More: " + String(repeating: "x", count: 4000) + "\r\n") {}
        }
        #expect(try await line(server, deadline: .seconds(20)).hasPrefix("broken: "))
        #expect(server.requests.count == 1)
    }

    @Test func `a server that never takes the connection is not sent`() async throws {
        let refused = Samples.system("http://127.0.0.1:1")
        #expect(
            await (try Client.make(refused)).synchronize().line == #"not sent: connectionRefused(host: "127.0.0.1")"#
        )
        let unknown = Samples.system("https://no-such-host.invalid", deadline: .seconds(20))
        #expect(
            await (try Client.make(unknown)).synchronize().line
                == #"not sent: nameNotResolved(host: "no-such-host.invalid")"#
        )
    }

    @Test func `when the gate says no, nothing is sent`() async throws {
        let server = try RawServer(answering: success)
        let client = try await Client.make(server)
        #expect(await client.synchronize(request, attempt: "attempt-1") { false }.line == "not sent: gateClosed")
        #expect(server.requests.isEmpty)
    }

    @Test func `a gate that does not answer in time sends nothing, then or later`() async throws {
        let server = try RawServer(answering: success)
        let client = try await Client.make(server, deadline: .seconds(2))
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        let exchange = await client.synchronize(request, attempt: "attempt-1") {
            for await _ in asked { break }
            return true
        }
        #expect(exchange.line == #"not sent: connectionTimedOut(host: "127.0.0.1")"#)
        ask.yield()
        #expect(await client.existsOnceSent() == #"200 code 0, result dbx-1, message """#)
        #expect(server.requests.count == 1)
    }

    @Test func `the gate is asked once, after the connection and before the first byte`() async throws {
        let server = try RawServer(answering: success)
        let (steps, step) = AsyncStream.makeStream(of: Int.self)
        _ = await (try Client.make(server))
            .synchronize(request, attempt: "attempt-1") {
                step.yield(server.requests.count)
                return true
            }
        step.finish()
        #expect(await Array(steps) == [0])
        #expect(server.requests.count == 1)
    }
}

extension Array {
    fileprivate init(_ stream: AsyncStream<Element>) async {
        self = []
        for await element in stream { append(element) }
    }
}
