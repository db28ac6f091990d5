import Foundation
import TestKit

/// A vendor that holds its answer to synchronize until a test lets it go.
final class HeldVendor: Sendable {
    let server: RawServer
    private let gate = DispatchSemaphore(value: 0)
    private let arrivals = DispatchSemaphore(value: 0)

    /// `heldEndpoint`: whose answers are held.
    init(holding heldEndpoint: String = "synchronize", answer: String = #"{"Code":0,"Result":"dbx-1"}"#) throws {
        let (gate, arrivals) = (gate, arrivals)
        server = try RawServer { connection in
            let request = connection.readRequest()
            if request.hasPrefix("POST /accounts/\(heldEndpoint)") {
                arrivals.signal()
                gate.wait()
            }
            if request.hasPrefix("GET") {
                connection.send(HTTPText.answer(Self.form))
            } else if request.hasPrefix("POST /accounts/exists") {
                connection.send(HTTPText.answer(#"{"Code":0}"#))
            } else {
                connection.send(HTTPText.answer(answer.replacing("dbx-1", with: "dbx-\(Self.id(in: request))")))
            }
        }
    }

    deinit { for _ in 0..<64 { gate.signal() } }

    private static let form =
        #"{"Fields":[{"ID":"email","Definition":{"Name":"Email"}},{"ID":"role","Definition":{"Name":"Role"}}]}"#

    /// Another id for each account.
    private static func id(in request: String) -> Int {
        request.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    }

    /// Waits until a request that is held has arrived.
    func waitForArrival() { arrivals.wait() }

    /// Lets some held requests be answered.
    func release(_ count: Int = 1) { for _ in 0..<count { gate.signal() } }

    var sends: Int { server.requests.count { $0.hasPrefix("POST /accounts/synchronize") } }
}

extension Program {
    /// Starts the program so that what it says on stderr can be read line by line; what it prints goes into the file `printed`.
    func follow(_ arguments: String...) throws -> ChildProcess {
        try directory.write("printed", "")
        let shell = ["/bin/sh", "-c", "printed=$0; exec \"$@\" 2>&1 >\"$printed\"", directory.file("printed")]
        return try ChildProcess(
            shell + wrapper + [Self.executable.path] + arguments,
            environment: environment,
            directory: directory.path,
            output: .pipe
        )
    }
}
