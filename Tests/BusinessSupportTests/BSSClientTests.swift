import Accounts
import BusinessSupport
import Foundation
import Pulling
import StrictJSON
import Synchronization
import Synchronizing
import TestKit
import Testing

/// What the client of the BSS asks for and how it takes the answers, over a real socket.
struct BSSClientTests {
    private let list = HTTPText.answer(#"{"data":[{"id":1,"code":"R-1"}],"paging":{"totalPages":1,"totalRecords":1}}"#)
    private let token = HTTPText.answer(#"{"access_token":"t-1","token_type":"bearer"}"#)

    /// A server that gives one token after another, and these answers to everything else, the last one for ever.
    private func server(_ answers: [String]) throws -> RawServer {
        let left = Mutex(answers)
        let tokens = Mutex(0)
        return try RawServer { connection in
            let request = connection.readRequest()
            if request.hasPrefix("POST /oauth/token ") {
                let number = tokens.withLock { tokens in
                    tokens += 1
                    return tokens
                }
                connection.send(HTTPText.answer(#"{"access_token":"t-\#(number)"}"#))
            } else {
                connection.send(left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] })
            }
        }
    }

    private func client(
        _ server: RawServer,
        _ clock: Waits = Waits(),
        version: BSSConnection.Version = .three
    ) throws -> BSSClient {
        var connection = BSSConnection(
            name: "BSS",
            url: server.url(),
            version: version,
            clientKey: .environment("KEY"),
            clientSecret: .environment("SECRET"),
            username: .environment("USER"),
            password: .environment("PASSWORD")
        )
        connection.ratePerSecond = 1_000
        connection.deadline = .seconds(20)
        let secrets = ["KEY": "k:ey", "SECRET": "s&cret", "USER": "o p+erator", "PASSWORD": "p=ss%&ß"]
        return try BSSClient(
            connection,
            resolve: { reference throws(SecretFailure) in
                guard case .environment(let name) = reference, let secret = secrets[name] else {
                    throw .noVariable("\(reference)")
                }
                return Secret(secret)
            },
            timekeeper: clock,
            file: { $0 }
        )
    }

    private let page = PageRequest(page: 2, size: 500, order: .updatedLast, filter: "updatedAt gt datetime'2026-11-03'")

    @Test func `it signs in by form and Basic, and asks with a bearer and a version`() async throws {
        let server = try server([list])
        let answer = try await client(server, version: .twoTwo).accounts(page)
        #expect(answer.elements.count == 1 && answer.total == 1)
        let requests = server.requests
        try #require(requests.count == 2)
        #expect(requests[0].hasSuffix("grant_type=password&username=o%20p%2Berator&password=p%3Dss%25%26%C3%9F"))
        let basic = Data("k:ey:s&cret".utf8).base64EncodedString()
        #expect(requests[0].contains("Authorization: Basic \(basic)\r\n"))
        #expect(requests[0].contains("Content-Type: application/x-www-form-urlencoded\r\n"))
        #expect(
            requests[1]
                .hasPrefix(
                    "GET /api/accounts?pageIndex=2&pageSize=500&%24filter=updatedAt%20gt%20datetime%272026-11-03%27"
                        + "&%24orderby=updatedAt%20desc HTTP/1.1\r\n"
                )
        )
        #expect(requests[1].contains("Authorization: Bearer t-1\r\n"))
        #expect(requests.allSatisfy { $0.contains("X-Api-Version: 2.2\r\n") })
    }

    @Test func `one token serves many requests`() async throws {
        let server = try server([list])
        let client = try client(server)
        for _ in 0..<3 { _ = try await client.accounts(page) }
        #expect(server.requests.count { $0.hasPrefix("POST") } == 1)
    }

    @Test(arguments: [401, 500])
    func `an old token means one new login and one repeat`(status: Int) async throws {
        let server = try server([list, HTTPText.answer("{}", status: status), list])
        let client = try client(server)
        for _ in 0..<2 { _ = try await client.accounts(page) }
        #expect(server.requests.count { $0.hasPrefix("POST") } == 2)
        #expect(server.requests.last?.contains("Bearer t-2\r\n") == true)
    }

    @Test func `a token that is refused twice is not tried again`() async throws {
        let server = try server([HTTPText.answer("{}", status: 401)])
        await #expect(throws: BSSProblem.tokenRefused) { _ = try await client(server).accounts(page) }
        #expect(server.requests.count == 4)
    }

    @Test func `a 500 with a new token is told, in the words of the BSS`() async throws {
        let server = try server([HTTPText.answer(#"{"Message":"boom"}"#, status: 500)])
        await #expect(throws: BSSProblem.status(500, message: "boom")) { _ = try await client(server).accounts(page) }
        #expect(server.requests.count == 2)
    }

    @Test func `403 at first is no right, and later a limit for which it waits once`() async throws {
        let refusing = try server([HTTPText.answer("{}", status: 403)])
        await #expect(throws: BSSProblem.forbidden) { _ = try await client(refusing).accounts(page) }
        #expect(refusing.requests.count == 2)

        let waits = Waits()
        let limiting = try server([list, HTTPText.answer("{}", status: 403), list, HTTPText.answer("{}", status: 403)])
        let patient = try client(limiting, waits)
        for _ in 0..<2 { _ = try await patient.accounts(page) }
        #expect(waits.long == [.seconds(60)])
        await #expect(throws: BSSProblem.forbidden) { _ = try await patient.accounts(page) }
    }

    @Test(arguments: [429, 503])
    func `it waits as long as it is asked to, and not for ever`(status: Int) async throws {
        let waits = Waits()
        let busy = HTTPText.answer("{}", status: status, headers: ["Retry-After: 7"])
        let server = try server([busy, busy, list])
        _ = try await client(server, waits).accounts(page)
        #expect(waits.long == [.seconds(7), .seconds(7)])

        let closed = try self.server([HTTPText.answer("{}", status: status, headers: ["Retry-After: 9999"])])
        let long = Waits()
        await #expect(throws: BSSProblem.busy(status: status)) { _ = try await client(closed, long).accounts(page) }
        #expect(long.long == Array(repeating: .seconds(120), count: 6))
    }

    @Test func `an answer that is cut off is asked for again`() async throws {
        let cut = HTTPText.answer(#"{"data":[{"id":1},"#, length: 400)
        let server = try server([cut, cut, list])
        #expect(try await client(server).accounts(page).elements.count == 1)
    }

    @Test func `a login that is refused says with which word`() async throws {
        let server = try RawServer(answering: HTTPText.answer(#"{"error":"invalid_grant"}"#, status: 400))
        await #expect(throws: BSSProblem.signInRefused(status: 400, word: "invalid_grant")) {
            try await client(server).signIn()
        }
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["{}", #"{"access_token":""}"#, #"{"access_token":"a\r\nX: y"}"#, #"{"access_token":5}"#])
    func `a token that cannot be one is none`(body: String) async throws {
        let server = try RawServer(answering: HTTPText.answer(body))
        await #expect(throws: BSSProblem.noToken) { try await client(server).signIn() }
    }

    @Test func `a link to another origin is not followed, and the page is taken`() async throws {
        let elsewhere = try RawServer(answering: list)
        let next = elsewhere.url("/api/accounts")
        let body = #"{"data":[{"id":1}],"paging":{"totalPages":9},"links":{"next":"\#(next)"}}"#
        let server = try server([HTTPText.answer(body)])
        #expect(try await client(server).accounts(page).elements.count == 1)
        #expect(elsewhere.requests.isEmpty)
    }

    @Test(arguments: [
        (#"[{"id":1},{"id":2}]"#, 2, nil as Int?), (#"{"Data":[],"Paging":{"TotalRecords":"12"}}"#, 0, 12),
        (#"{"data":[{"id":1}]}"#, 1, nil),
    ])
    func `a list comes in either shape`(body: String, count: Int, total: Int?) async throws {
        let server = try server([HTTPText.answer(body)])
        let answer = try await client(server).accounts(page)
        #expect(answer.elements.count == count && answer.total == total)
    }

    @Test(arguments: ["<html>", "{", "nonsense", ""])
    func `what is no JSON is told after a few tries`(body: String) async throws {
        let server = try server([HTTPText.answer(body)])
        await #expect(throws: BSSProblem.self) { _ = try await client(server).accounts(page) }
        #expect(server.requests.count == 5)
    }

    @Test func `one account comes with or without an envelope, or is not there`() async throws {
        let server = try server([
            HTTPText.answer(#"{"id":7,"code":"C-7"}"#), HTTPText.answer(#"{"data":{"id":7}}"#),
            HTTPText.answer("{}", status: 404),
        ])
        let client = try client(server)
        #expect(try await client.account("7")?["code"]?.text == "C-7")
        #expect(try await client.account("a/b?c")?["id"]?.text == "7")
        #expect(try await client.account("7") == nil)
        #expect(server.requests[2].hasPrefix("GET /api/accounts/a%2Fb%3Fc HTTP/1.1\r\n"))
    }
}

/// A clock of which the waits end at once, and are written down.
final class Waits: Timekeeper {
    private let stored = Mutex<[Duration]>([])

    /// The waits of at least a second: the shorter ones keep the rate.
    var long: [Duration] { stored.withLock { $0.filter { $0 >= .seconds(1) } } }

    func now() -> Moment { Moment(wall: Date(), uptime: .nanoseconds(DispatchTime.now().uptimeNanoseconds), boot: "b") }

    func sleep(for duration: Duration) async throws { stored.withLock { $0.append(duration) } }
}
