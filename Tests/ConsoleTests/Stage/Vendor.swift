// The members of a sent account are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Foundation
import FoundationNetworking
import Sandbox

/// The sandbox's Dropbox, served in this process on a free port; it serves until the tests end, since a
/// connection that is just being accepted when it is cancelled would end the whole process (NIOAsyncWriter's precondition).
final class Vendor: Sendable {
    let port: Int
    private let folder: String
    private let serving: Task<Void, any Error>

    private init(port: Int, folder: String, serving: Task<Void, any Error>) {
        self.port = port
        self.folder = folder
        self.serving = serving
    }

    /// Serves with faults on purpose, and with what its portal has already.
    static func start(in folder: String, faults: [String], portal: [PortalAccount]) async throws -> Vendor {
        let state = folder + "/portal.jsonl"
        if !portal.isEmpty {
            let lines = try portal.map { try JSONEncoder().encode(PortalEvent(created: .init(account: $0))) }
            let heading = Data(#"{"sandbox":"partner portal","version":1}"#.utf8)
            try Data(([heading] + lines).flatMap { $0 + [UInt8(ascii: "\n")] }).write(to: URL(filePath: state))
        }
        let configuration = SandboxConfiguration(
            stateFile: state,
            logFile: folder + "/requests.jsonl",
            faults: try faults.map { text throws(Fault.Problem) in try Fault(text) }
        )
        let (ports, port) = AsyncStream<Int>.makeStream()
        let serving = Task {
            defer { port.finish() }
            try await Sandbox(configuration).run { port.yield($0) }
        }
        for await port in ports { return Vendor(port: port, folder: folder, serving: serving) }
        try await serving.value
        throw CancellationError()
    }

    /// What its portal has now.
    var portal: [PortalAccount] {
        get throws {
            let state = FileManager.default.contents(atPath: folder + "/portal.jsonl") ?? Data()
            return try state.split(separator: UInt8(ascii: "\n")).dropFirst()
                .map { try JSONDecoder().decode(PortalEvent.self, from: $0) }
                .reduce(into: []) { accounts, event in
                    if let created = event.created { accounts.append(created.account) }
                    accounts.removeAll { $0.id == event.deleted?.id }
                }
        }
    }

    /// The accounts that it was asked to create, in order.
    var sent: [SentAccount] {
        get throws {
            let log = FileManager.default.contents(atPath: folder + "/requests.jsonl") ?? Data()
            return try log.split(separator: UInt8(ascii: "\n"))
                .compactMap { line in
                    let call = try JSONDecoder().decode(LoggedCall.self, from: line)
                    guard call.endpoint == "synchronize", let body = call.body else { return nil }
                    return try JSONDecoder().decode(SentAccount.self, from: Data(body.utf8))
                }
        }
    }
}

/// An account as the portal has it.
struct PortalAccount: Codable, Equatable {
    var id: String
    var platformID: String
    var parentID: String?
    var name: String
    var team = ""
    var role = "User"
    var email = ""
    var resellerID = ""
    var country = "DE"
    var created = Date(timeIntervalSinceReferenceDate: 0)
}

/// An account as it came over the wire.
struct SentAccount: Decodable, Equatable {
    var ID: String
    var Name: String
    var Email: String
    var ResellerID: String?
    var ResellerExternalID: String?
    var SyncOptions: [String: String]
}

/// A line of the portal's file, after the first.
private struct PortalEvent: Codable {
    struct Created: Codable {
        var account: PortalAccount
    }
    struct Deleted: Codable {
        var id: String
    }
    var created: Created?
    var deleted: Deleted?
}

/// A line of the log; one that tells what was done has neither member.
private struct LoggedCall: Decodable {
    var endpoint: String?
    var body: String?
}

extension Vendor {
    /// Makes the vendor forget an account behind our back, as its own people can.
    func forget(_ platformID: String) async throws {
        guard let account = try portal.first(where: { $0.platformID == platformID }),
            let url = URL(string: "http://127.0.0.1:\(port)/accounts/delete")
        else { return }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.setValue(Sandbox.applicationID, forHTTPHeaderField: "X-CloudPlatform-ApplicationId")
        request.setValue(Data(Sandbox.apiKey.utf8).base64EncodedString(), forHTTPHeaderField: "X-CloudPlatform-APIKey")
        request.httpBody = try JSONEncoder().encode(["ID": platformID, "ExternalID": account.id, "Name": account.name])
        _ = try await URLSession.shared.data(for: request)
    }
}
