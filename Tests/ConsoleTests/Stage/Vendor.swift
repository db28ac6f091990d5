import Foundation
import FoundationNetworking
import Sandbox

/// The sandbox's Dropbox, served in this process on a free port until the process ends.
struct Vendor: Sendable {
    let port: Int
    private let folder: String

    /// Serves with faults on purpose, and with what its portal has already.
    static func start(in folder: String, faults: [String], portal: [PortalAccount]) async throws -> Vendor {
        let state = folder + "/portal.jsonl"
        let events = try portal.map {
            try JSONEncoder().encode(PortalEvent(created: .init(account: $0))) + Data("\n".utf8)
        }
        try (Data(#"{"sandbox":"partner portal","version":1}"#.utf8) + Data("\n".utf8) + events.joined())
            .write(to: URL(filePath: state))
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
        for await port in ports { return Vendor(port: port, folder: folder) }
        try await serving.value
        throw CancellationError()
    }

    /// What its portal has now.
    var portal: [PortalAccount] {
        get throws {
            try lines(of: "portal.jsonl").dropFirst()
                .reduce(into: []) { accounts, line in
                    let event = try JSONDecoder().decode(PortalEvent.self, from: line)
                    if let created = event.created { accounts.append(created.account) }
                    if let deleted = event.deleted { accounts.removeAll { $0.id == deleted.id } }
                }
        }
    }

    /// The accounts that it was asked to create, in order.
    var sent: [SentAccount] {
        get throws {
            try lines(of: "requests.jsonl")
                .compactMap { line in
                    let call = try JSONDecoder().decode(LoggedCall.self, from: line)
                    guard call.endpoint == "synchronize", let body = call.body else { return nil }
                    return try JSONDecoder().decode(SentAccount.self, from: Data(body.utf8))
                }
        }
    }

    /// How often it was asked whether an account exists.
    var asked: Int {
        get throws {
            try lines(of: "requests.jsonl")
                .count { try JSONDecoder().decode(LoggedCall.self, from: $0).endpoint == "exists" }
        }
    }

    private func lines(of file: String) -> [Data] {
        (FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()).split(separator: UInt8(ascii: "\n"))
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
    var resellerID: String?
    var resellerExternalID: String?
    var options: [String: String]

    private enum CodingKeys: String, CodingKey {
        case resellerID = "ResellerID"
        case resellerExternalID = "ResellerExternalID"
        case options = "SyncOptions"
    }
}

/// A line of the state file.
private struct PortalEvent: Codable {
    struct Created: Codable { var account: PortalAccount }
    struct Deleted: Codable { var id: String }
    var created: Created?
    var deleted: Deleted?
}

/// A line of the log; one without an endpoint tells what was done.
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
