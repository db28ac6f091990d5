package import Accounts
import Foundation
import NIOHTTP1
package import Pulling
package import StrictJSON
package import Synchronizing
import Transport

/// Reads a BSS over HTTP (docs/sandbox.md, "The BSS"): one request at a time, signed in by OAuth's password grant.
///
/// Reading is safe, so what failed is repeated, within limits: once with a new token if the old one may have ended, a
/// few times if a connection broke or the BSS asked to come later.
package actor BSSClient: BSSReader {
    private let connection: BSSConnection
    private let resolve: @Sendable (SecretReference) async throws(SecretFailure) -> Secret
    private let trust: Trust
    private let proxies: ProxyRule
    private let pacer: Pacer
    private let timekeeper: any Timekeeper
    private let onWait: @Sendable (Duration) -> Void
    private var token: Token?

    /// `resolve` reads a secret: whenever a token is needed, since none is kept.
    package init(
        _ connection: BSSConnection,
        resolve: @escaping @Sendable (SecretReference) async throws(SecretFailure) -> Secret,
        timekeeper: any Timekeeper,
        environment: [String: String] = [:],
        file: (String) -> String,
        onWait: @escaping @Sendable (Duration) -> Void = { _ in }
    ) throws(Unusable) {
        (self.connection, self.timekeeper) = (connection, timekeeper)
        (self.resolve, self.onWait) = (resolve, onWait)
        trust = try Trust(file: connection.caFile, path: file)
        proxies = ProxyRule(environment: environment)
        pacer = Pacer(ratePerSecond: connection.ratePerSecond, timekeeper: timekeeper)
    }

    // MARK: What is read

    package func accounts(_ request: PageRequest) async throws(BSSProblem) -> AccountPage {
        try AccountPage(await get("/api/accounts", request.query))
    }

    package func account(_ id: AccountID) async throws(BSSProblem) -> JSON? {
        let json: JSON
        do throws(BSSProblem) {
            json = try await get("/api/accounts/\(URLText.segment(id.rawValue))")
        } catch {
            if case .status(404, _) = error { return nil }
            throw error
        }
        // The third version wraps a single account as it wraps a list.
        let account = json["data"] ?? json
        guard account.members != nil else { throw .unreadable(.notAnObject) }
        return account
    }

    package func orders(of id: AccountID) async throws(BSSProblem) -> [JSON] {
        let request = PageRequest(page: 1, size: connection.pageSize, filter: ODataFilter.billed(to: id))
        return try AccountPage(await get("/api/Subscriptions", request.query)).elements
    }

    package func syncOptions(of id: AccountID) async throws(BSSProblem) -> JSON? {
        do throws(BSSProblem) {
            return try await get("/api/Accounts/\(URLText.segment(id.rawValue))/syncoptions")
        } catch {
            if case .status(404, _) = error { return nil }
            throw error
        }
    }

    package func description() async -> Int? {
        guard let token else { return nil }
        let authorization = [("Authorization", "Bearer \(token.secret.reveal())")]
        guard case .answered(let response) = await call(.GET, Self.descriptionPath, [], authorization) else {
            return nil
        }
        return response.status
    }

    private static let descriptionPath = "/apidocs"

    package func signIn() async throws(BSSProblem) { token = try await newToken() }

    // MARK: One request

    private func get(_ path: String, _ query: [(String, String)] = []) async throws(BSSProblem) -> JSON {
        var repeats = Repeats()
        while true {
            let token: Token
            if let known = self.token { token = known } else { token = try await newToken() }
            self.token = token
            let exchange = await call(.GET, path, query, [("Authorization", "Bearer \(token.secret.reveal())")])
            switch repeats.judge(exchange, hasWorked: token.hasWorked) {
            case .answer(let json):
                self.token?.hasWorked = true
                return json
            case .signInAgain: self.token = nil
            case .wait(let duration): try await wait(duration)
            case .fail(let problem): throw problem
            }
        }
    }

    private func newToken() async throws(BSSProblem) -> Token {
        let (basic, form): (String, [(String, String)])
        do throws(SecretFailure) {
            let key = try await resolve(connection.clientKey).reveal()
            let secret = try await resolve(connection.clientSecret).reveal()
            basic = Data("\(key):\(secret)".utf8).base64EncodedString()
            form = [
                ("grant_type", "password"), ("username", try await resolve(connection.username).reveal()),
                ("password", try await resolve(connection.password).reveal()),
            ]
        } catch {
            throw .unusable(.secret(error))
        }
        var repeats = Repeats()
        while true {
            let exchange = await call(.POST, "/oauth/token", [], [("Authorization", "Basic \(basic)")], form: form)
            switch repeats.judgeSignIn(exchange) {
            case .answer(let json):
                guard case .string(let text)? = json["access_token"], !text.isEmpty,
                    text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
                else { throw .noToken }
                return Token(secret: Secret(text))
            case .signInAgain: throw .tokenRefused
            case .wait(let duration): try await wait(duration)
            case .fail(let problem): throw problem
            }
        }
    }

    private func wait(_ duration: Duration) async throws(BSSProblem) {
        onWait(duration)
        do { try await timekeeper.sleep(for: duration) } catch { throw .notSent(.cancelled) }
    }

    private func call(
        _ method: HTTPMethod,
        _ path: String,
        _ query: [(String, String)],
        _ authorization: [(String, String)],
        form: [(String, String)]? = nil
    ) async -> RawExchange {
        guard await pacer.turn() else { return .notSent(.cancelled) }
        let tail = query.isEmpty ? "" : "?\(URLText.form(query))"
        var call = WireCall(
            url: connection.url + path + tail,
            method: method,
            allowsHTTP: connection.allowsHTTP,
            deadline: connection.deadline,
            trust: trust,
            proxies: proxies
        )
        call.headers = HTTPHeaders(
            authorization + [
                ("Accept", "application/json"), ("X-Api-Version", connection.version.rawValue),
                ("User-Agent", "account-sync"), ("Connection", "close"),
            ]
        )
        call.longestAnswer = Self.longestAnswer
        if let form {
            call.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            call.body = Array(URLText.form(form).utf8)
        }
        return await call.run()
    }

    /// A page of 5,000 accounts with hundreds of members each is shorter.
    private static let longestAnswer = 64 << 20
}

/// A token with which requests are signed; in memory only.
private struct Token: Sendable {
    let secret: Secret
    /// Whether a request with it was ever answered.
    var hasWorked = false
}
