import Foundation
import GRDB
import Glibc

/// Looks into the workspace as the head of a synchronize request reaches the vendor: its intent must be there (I4).
struct Witness: Sendable {
    let workspace: String

    init(_ workspace: String) { self.workspace = workspace }

    func objection(to request: Received) -> String? {
        guard let trackID = request.trackID else { return nil }
        for _ in 0..<200 {
            do {
                return try look(trackID)
            } catch {
                // Another process holds it for a moment.
                usleep(5000)
            }
        }
        return "the workspace could not be read while the request \(trackID) was at the vendor"
    }

    private func look(_ trackID: String) throws -> String? {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: Records.path(workspace), configuration: configuration)
        return try queue.read { database in
            guard
                let account = try String.fetchOne(
                    database,
                    sql: "SELECT account FROM attempts WHERE attempt = ?",
                    arguments: [trackID]
                )
            else { return "the request \(trackID) was at the vendor and its intent was not committed" }
            let state = try String.fetchOne(
                database,
                sql: "SELECT state FROM links WHERE account = ? AND attempt = ?",
                arguments: [account, trackID]
            )
            // A killed process is taken over only after the vendor has settled.
            guard state == "sending" else {
                return "the request \(trackID) was at the vendor and its account was \(state ?? "of another attempt")"
            }
            return nil
        }
    }
}
