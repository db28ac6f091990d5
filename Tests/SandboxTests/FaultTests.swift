import Foundation
import Sandbox
import TestKit
import Testing

/// Each fault on demand, and whether the account is made all the same.
@Suite struct FaultTests {
    private let body = #"{"ID":"1","Name":"n","Email":"a@b.example"}"#

    private func reply(_ fault: String) async throws -> (reply: Reply?, isMade: Bool) {
        var configuration = SandboxConfiguration()
        configuration.faults = [try Fault(fault)]
        let sandbox = try await RunningSandbox(configuration)
        var reply: Reply?
        do {
            reply = try await sandbox.ask("/accounts/synchronize", body)
        } catch is URLError {
            // The connection broke: that is what some faults are.
        }
        return (reply, try await sandbox.ask("/accounts/exists", body).code == 1)
    }

    @Test(
        arguments: [
            ("reset", nil, false), ("reset-after-execution", nil, true), ("500", 500, false),
            ("500-after-execution", 500, true),
            ("html", 200, true), ("lying-code", 200, true), ("truncate", nil, true), ("redirect", 307, false),
            ("401", 401, false),
            ("429=7", 429, false),
        ] as [(String, Int?, Bool)]
    )
    func `a fault breaks the answer and not the truth`(fault: String, status: Int?, isMade: Bool) async throws {
        let (reply, made) = try await reply("synchronize:\(fault)")
        #expect(reply?.status == status)
        #expect(made == isMade)
        if fault == "html" { #expect(reply?.body.hasPrefix("<!doctype html>") == true) }
        if fault == "lying-code" { #expect(reply?.code == 7 && reply?.result == "") }
    }

    @Test(arguments: [
        ("synchronize:500@2", [200, 500, 200]), ("synchronize:500x2", [500, 500, 200]),
        ("exists:500", [200, 200, 200]),
    ])
    func `a fault concerns the calls that it names`(fault: String, statuses: [Int]) async throws {
        var configuration = SandboxConfiguration()
        configuration.faults = [try Fault(fault)]
        let sandbox = try await RunningSandbox(configuration)
        var seen: [Int] = []
        for _ in 0..<3 { seen.append(try await sandbox.ask("/accounts/synchronize", body).status) }
        #expect(seen == statuses)
    }

    @Test func `a stall and a drip keep the client waiting, but not the sandbox's end`() async throws {
        var configuration = SandboxConfiguration()
        configuration.faults = [try Fault("synchronize:stall@1"), try Fault("synchronize:drip@2")]
        let sandbox = try await RunningSandbox(configuration)
        for _ in 1...2 {
            let patient = Task { [body] in try await sandbox.ask("/accounts/synchronize", body) }
            patient.cancel()
            await #expect(throws: (any Error).self) { _ = try await patient.value }
        }
        #expect(try await sandbox.ask("/accounts/syncoptions").status == 200)
        await sandbox.stop()
    }

    @Test(arguments: [
        "", "stall", "synchronize:", "synchronize:explode", "exists:429=soon", "exists:html@0", "exists:htmlx0",
    ])
    func `what names no fault says what there is`(text: String) {
        let problem = #expect(throws: Fault.Problem.self) { try Fault(text) }
        #expect(problem?.description.contains("stall, reset, reset-after-execution") == true)
    }
}
