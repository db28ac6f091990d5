import Accounts
import Foundation
import InMemory
import Synchronizing
import TestKit
import Testing
import Workspace

/// Registrations and plans, broken at random: no trap, no hang, and what is taken is valid and round-trips.
@Suite struct DocumentFuzzTests {
    private static let registration = """
        { "name": "Dropbox", "vendor": "dropbox", "applicationId": "6f0c2b7e-51f4-4a53-9d3e-5a0d0b5f7c11",
          "apiKey": "env:KEY", "settings": { "User": "env:U", "Pass": "file:secrets/p" }, "dialect": "standard",
          "safeToRepeat": false, "allowHttp": true, "caFile": "ca.pem", "deadlineSeconds": 45.125, "ratePerSecond": 0.5,
          "inFlight": 4, "endpoints": { "syncOptions": "https://v.example:8443/a?x=1&y=%20",
            "synchronize": "https://v.example/b/../c", "exists": "http://127.0.0.1:80/x", "discovery": "https://[::1]:1/" } }
        """

    @Test func `a registration is refused or round-trips`() async throws {
        let found = await Fuzz.run("registrations", [Self.registration], seeded: Randomness.init) { input in
            guard let system = try? RegistrationDocument.read(Data(input)).system else { return true }
            guard let written = try? JSONEncoder().encode(RegistrationDocument(system)) else { return false }
            return (try? RegistrationDocument.read(written).system) == system && Self.isValid(system)
        }
        if let found { Issue.record("\(found)") }
    }

    private static func isValid(_ system: ProvisioningSystem) -> Bool {
        let endpoints = system.endpoints
        let urls = [endpoints.syncOptions, endpoints.synchronize, endpoints.exists, endpoints.discovery]
            .compactMap(\.self)
        return system.name.rawValue.firstHidden == nil && ProvisioningSystem.rates.contains(system.ratePerSecond)
            && ProvisioningSystem.inFlights.contains(system.inFlight)
            && (Duration.seconds(30)...Duration.seconds(600)).contains(system.deadline)
            && urls.allSatisfy { isValid($0) }
    }

    /// What Foundation and so the client makes of a URL that was taken is what was checked.
    private static func isValid(_ text: String) -> Bool {
        guard let url = try? WebURL(text), let other = URL(string: text), let host = other.host else { return false }
        return (try? WebURL(url.normal).normal) == url.normal
            && (other.port ?? (url.isEncrypted ? 443 : 80)) == url.port
            && (host.contains(":") || host.lowercased().hasPrefix(url.host))
    }

    @Test func `a plan is refused or round-trips`() async throws {
        let found = await Fuzz.run("plans", [try PlanDocumentTests.text()], seeded: Randomness.init) { input in
            guard let plan = try? PlanDocument.read(input) else { return true }
            guard let written = try? PlanDocumentTests.text(plan) else { return false }
            return (try? PlanDocument.read(Array(written.utf8))) == plan && plan.hash == PlanDocumentTests.plan.hash
        }
        if let found { Issue.record("\(found)") }
    }
}
