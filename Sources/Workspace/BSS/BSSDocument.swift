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

    /// Reads a connection, or all that is wrong with it; contacts nobody and resolves no reference.
    package static func read(_ data: Data) throws(DocumentProblem) -> BSSConnection {
        let json = try JSON.document(Array(data))
        let members: MemberReader
        do throws(MemberProblem) { members = try MemberReader(unchecked: json) } catch { throw .members([error]) }
        return try connection(members)
    }

    private static func connection(_ members: MemberReader) throws(DocumentProblem) -> BSSConnection {
        var problems = MemberProblems()
        problems.add(members.strangers(known: CodingKeys.allCases.map(\.rawValue)))
        let allowsHTTP = problems.note { () throws(MemberProblem) in try members.truth("allowHttp") ?? false }
        let name = problems.note { () throws(MemberProblem) in try members.line("name") ?? "BSS" }
        // What may be plain HTTP is not known if that cannot be read: that it may is then not complained of.
        let url = url(members, allowsHTTP: allowsHTTP ?? true, &problems)
        let version = problems.note { () throws(MemberProblem) -> BSSConnection.Version in
            try members.choice("apiVersion") ?? .three
        }
        let secrets = ["clientKey", "clientSecret", "username", "password"]
            .map { name in
                problems.note { () throws(MemberProblem) in try members.required(name, try members.reference(name)) }
            }
        let caFile = problems.optional { () throws(MemberProblem) in try members.path("caFile") }
        let deadline = problems.optional { () throws(MemberProblem) in
            try members.number("deadlineSeconds", in: BSSConnection.deadlines)
        }
        let rate = problems.optional { () throws(MemberProblem) in
            try members.number("ratePerSecond", in: BSSConnection.rates)
        }
        let pageSize = problems.optional { () throws(MemberProblem) in
            try members.integer("pageSize", in: BSSConnection.pageSizes)
        }
        let pullEvery = problems.optional { () throws(MemberProblem) in
            try members.integer("pullEveryMinutes", in: BSSConnection.pullIntervals)
        }
        let email = problems.optional { () throws(MemberProblem) in try members.line("emailFrom") }
        let parent = problems.optional { () throws(MemberProblem) in try members.line("parentFrom") }
        let mostAccounts = problems.optional { () throws(MemberProblem) in
            try members.integer("mostAccounts", in: BSSConnection.counts)
        }
        let mostPercent = problems.optional { () throws(MemberProblem) in
            try members.integer("mostPercent", in: BSSConnection.shares)
        }
        let verifies = problems.optional { () throws(MemberProblem) in try members.truth("verifyByOrders") }
        guard problems.all.isEmpty, let name, let url, let version, let clientKey = secrets[0],
            let clientSecret = secrets[1], let username = secrets[2], let password = secrets[3]
        else { throw .members(problems.told) }
        var connection = BSSConnection(
            name: name,
            url: url,
            version: version,
            clientKey: clientKey,
            clientSecret: clientSecret,
            username: username,
            password: password
        )
        connection.allowsHTTP = allowsHTTP ?? false
        connection.caFile = caFile
        if let deadline { connection.deadline = .milliseconds(Int64((deadline * 1000).rounded())) }
        if let rate { connection.ratePerSecond = rate }
        if let pageSize { connection.pageSize = pageSize }
        if let pullEvery { connection.pullEveryMinutes = pullEvery }
        connection.members = BSSMembers(email: email, parent: parent)
        (connection.mostAccounts, connection.mostPercent) = (mostAccounts, mostPercent)
        connection.verifiesByOrders = verifies ?? false
        return connection
    }

    /// The URL that what is asked for is added to.
    private static func url(_ members: MemberReader, allowsHTTP: Bool, _ problems: inout MemberProblems) -> String? {
        let text = problems.note { () throws(MemberProblem) in try members.required("url", try members.string("url")) }
        guard let text, problems.accepts(text, of: "url", in: members, allowsHTTP: allowsHTTP) else { return nil }
        guard !text.contains("?") else {
            problems.add([members.problem("url", .url(.character("?")))])
            return nil
        }
        var base = text.trimmed
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }
}
