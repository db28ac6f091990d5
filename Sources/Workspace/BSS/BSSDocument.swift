package import Accounts
package import FoundationEssentials
import StrictJSON
import Synchronizing
import Transport

/// The connection to the BSS as JSON: `bss add` reads it and `bss show` writes it; secrets stay references.
package struct BSSDocument: Encodable, Hashable, Sendable {
    private var name: String
    private var url: String
    private var apiVersion: String
    private var clientKey: String
    private var clientSecret: String
    private var username: String
    private var password: String
    private var allowHttp: Bool
    private var caFile: String?
    private var deadlineSeconds: Double
    private var ratePerSecond: Double
    private var pageSize: Int
    private var pullEveryMinutes: Int
    private var emailFrom: String?
    private var parentFrom: String?
    private var mostAccounts: Int?
    private var mostPercent: Int?
    private var verifyByOrders: Bool

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, url, apiVersion, clientKey, clientSecret, username, password, allowHttp, caFile
        case deadlineSeconds, ratePerSecond, pageSize, pullEveryMinutes, emailFrom, parentFrom
        case mostAccounts, mostPercent, verifyByOrders
    }

    package init(_ connection: BSSConnection) {
        (name, url, apiVersion) = (connection.name, connection.url, connection.version.rawValue)
        (clientKey, clientSecret) = ("\(connection.clientKey)", "\(connection.clientSecret)")
        (username, password) = ("\(connection.username)", "\(connection.password)")
        (allowHttp, caFile) = (connection.allowsHTTP, connection.caFile)
        (deadlineSeconds, ratePerSecond) = (connection.deadline.seconds, connection.ratePerSecond)
        (pageSize, pullEveryMinutes) = (connection.pageSize, connection.pullEveryMinutes)
        (emailFrom, parentFrom) = (connection.members.email, connection.members.parent)
        (mostAccounts, mostPercent) = (connection.mostAccounts, connection.mostPercent)
        verifyByOrders = connection.verifiesByOrders
    }

    /// Reads a connection; contacts nobody and resolves no reference.
    package static func read(_ data: Data) throws(DocumentProblem) -> BSSConnection {
        let json = try JSON.document(Array(data))
        do throws(MemberProblem) {
            return try connection(try MemberReader(json, known: CodingKeys.allCases.map(\.rawValue)))
        } catch {
            throw .members([error])
        }
    }

    private static func connection(_ members: MemberReader) throws(MemberProblem) -> BSSConnection {
        let allowsHTTP = try members.truth("allowHttp") ?? false
        func secret(_ name: String) throws(MemberProblem) -> SecretReference {
            try members.required(name, try members.reference(name))
        }
        var connection = BSSConnection(
            name: try members.line("name") ?? "BSS",
            url: try url(members, allowsHTTP: allowsHTTP),
            version: try members.choice("apiVersion") ?? .three,
            clientKey: try secret("clientKey"),
            clientSecret: try secret("clientSecret"),
            username: try secret("username"),
            password: try secret("password")
        )
        connection.allowsHTTP = allowsHTTP
        connection.caFile = try members.path("caFile")
        if let seconds = try members.number("deadlineSeconds", in: BSSConnection.deadlines) {
            connection.deadline = .milliseconds(Int64((seconds * 1000).rounded()))
        }
        connection.ratePerSecond =
            try members.number("ratePerSecond", in: BSSConnection.rates) ?? connection.ratePerSecond
        connection.pageSize = try members.integer("pageSize", in: BSSConnection.pageSizes) ?? connection.pageSize
        connection.pullEveryMinutes =
            try members.integer("pullEveryMinutes", in: BSSConnection.pullIntervals) ?? connection.pullEveryMinutes
        connection.members = BSSMembers(email: try members.line("emailFrom"), parent: try members.line("parentFrom"))
        connection.mostAccounts = try members.integer("mostAccounts", in: BSSConnection.counts)
        connection.mostPercent = try members.integer("mostPercent", in: BSSConnection.shares)
        connection.verifiesByOrders = try members.truth("verifyByOrders") ?? false
        return connection
    }

    private static func url(_ members: MemberReader, allowsHTTP: Bool) throws(MemberProblem) -> String {
        let text = try members.required("url", try members.string("url"))
        let url: WebURL
        do throws(WebURL.Problem) { url = try WebURL(text) } catch { throw members.problem("url", .url(error)) }
        guard URLRule.allows(url, allowsHTTP: allowsHTTP) else { throw members.problem("url", .plainHTTP) }
        // What is asked for is added to it.
        guard !url.text.contains("?") else { throw members.problem("url", .url(.character("?"))) }
        var base = url.text
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }
}
