package import Accounts
import Synchronizing

/// The connection to the BSS as it is stored; secrets are stored as references.
package struct BSSRecord: Codable {
    private var name: String
    private var url: String
    private var version: BSSConnection.Version
    private var clientKey, clientSecret, username, password: String
    private var allowsHTTP: Bool
    private var caFile: String?
    private var deadlineSeconds: Double
    private var ratePerSecond: Double
    private var pageSize: Int
    private var pullEveryMinutes: Int
    private var members: BSSMembers
    private var mostAccounts: Int?
    private var mostPercent: Int?
    private var verifiesByOrders: Bool

    package init(_ connection: BSSConnection) {
        (name, url, version) = (connection.name, connection.url, connection.version)
        (clientKey, clientSecret) = ("\(connection.clientKey)", "\(connection.clientSecret)")
        (username, password) = ("\(connection.username)", "\(connection.password)")
        (allowsHTTP, caFile) = (connection.allowsHTTP, connection.caFile)
        (deadlineSeconds, ratePerSecond) = (connection.deadline.seconds, connection.ratePerSecond)
        (pageSize, pullEveryMinutes) = (connection.pageSize, connection.pullEveryMinutes)
        (members, verifiesByOrders) = (connection.members, connection.verifiesByOrders)
        (mostAccounts, mostPercent) = (connection.mostAccounts, connection.mostPercent)
    }

    /// The connection; nil if a value is not one that this program writes.
    package var connection: BSSConnection? {
        guard let clientKey = SecretReference(clientKey), let clientSecret = SecretReference(clientSecret),
            let username = SecretReference(username), let password = SecretReference(password),
            BSSConnection.deadlines.contains(deadlineSeconds), BSSConnection.rates.contains(ratePerSecond),
            BSSConnection.pageSizes.contains(pageSize), BSSConnection.pullIntervals.contains(pullEveryMinutes),
            mostAccounts.map(BSSConnection.counts.contains) ?? true,
            mostPercent.map(BSSConnection.shares.contains) ?? true
        else { return nil }
        var connection = BSSConnection(
            name: name,
            url: url,
            version: version,
            clientKey: clientKey,
            clientSecret: clientSecret,
            username: username,
            password: password
        )
        (connection.allowsHTTP, connection.caFile) = (allowsHTTP, caFile)
        (connection.deadline, connection.ratePerSecond) = (.seconds(deadlineSeconds), ratePerSecond)
        (connection.pageSize, connection.pullEveryMinutes) = (pageSize, pullEveryMinutes)
        (connection.members, connection.verifiesByOrders) = (members, verifiesByOrders)
        (connection.mostAccounts, connection.mostPercent) = (mostAccounts, mostPercent)
        return connection
    }
}
