import Foundation

/// A BSS in Python, which shares no code with the program or its sandbox (foreign_bss.py says how it speaks).
package final class PythonBSS: Sendable {
    package static let clientKey = "fremder-client"
    package static let clientSecret = "fremdes Geheimnis"
    package static let username = "leserin"
    package static let password = "p&w=ö +"
    /// No page is longer, whatever is asked for.
    package static let longestPage = 100

    package let port: Int
    private let process: ChildProcess

    /// An account in its file.
    package struct Account: Codable, Sendable {
        package var id: Int
        package var code: String
        package var name: String
        package var email = ""
        package var phone = ""
        package var country = ""
        package var parent: Int?
        package var reseller = false
        /// Such as `2026-11-03T14:05:09.1234567`; any number of digits behind the point, or no point.
        package var created: String
        package var updated: String

        package init(id: Int, code: String, name: String, created: String, updated: String) {
            (self.id, self.code, self.name) = (id, code, name)
            (self.created, self.updated) = (created, updated)
        }
    }

    /// Serves the accounts of a file, which it reads again for each request; returns once it listens.
    package init(accountsAt path: String) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "foreign_bss.py")
        process = try ChildProcess(["python3", script.path, path], output: .pipe)
        guard let port = Int(process.line()) else { throw POSIXError(.ECONNREFUSED) }
        self.port = port
    }

    deinit { process.signal(SIGTERM) }

    package func url(_ path: String = "") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Replaces the file of accounts whole.
    package static func write(_ accounts: [Account], to path: String) throws {
        try JSONEncoder().encode(accounts).write(to: URL(filePath: path), options: .atomic)
    }
}
