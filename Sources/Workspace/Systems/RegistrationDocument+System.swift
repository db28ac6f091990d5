import Accounts
import Foundation
import ServiceManagement
import Synchronizing

/// From the members of a registration to a system that can be used.
extension RegistrationDocument {
    /// A send must be given this long (reliability.md, numbers to ship).
    private static let leastDeadline = 30.0
    private static let longestDeadline = 600.0

    func system() throws(RegistrationProblem) -> (system: ProvisioningSystem, notes: [String]) {
        var notes: [String] = []
        try checkHeader("name", name)
        try checkHeader("applicationId", applicationId)
        for field in (settings ?? [:]).keys { try checkHeader("settings.\(field)", field) }
        try checkURLs()
        let asked = deadlineSeconds ?? Self.leastDeadline
        guard asked > 0, asked <= Self.longestDeadline else { throw .range("deadlineSeconds", "from 30 to 600") }
        if asked < Self.leastDeadline { notes.append("deadlineSeconds is raised to 30, the least that is safe") }
        guard (ratePerSecond ?? 2) > 0, (ratePerSecond ?? 2) <= 1000 else {
            throw .range("ratePerSecond", "above 0, at most 1000")
        }
        guard (1...64).contains(inFlight ?? 4) else { throw .range("inFlight", "from 1 to 64") }
        return (
            ProvisioningSystem(
                name: SystemName(name),
                vendor: try choice("vendor", vendor, .generic),
                applicationID: applicationId,
                apiKey: try reference("apiKey", apiKey),
                settings: try references(),
                endpoints: endpoints,
                dialect: try choice("dialect", dialect, .standard),
                isSafeToRepeat: safeToRepeat ?? false,
                allowsHTTP: allowHttp ?? false,
                caFile: caFile,
                deadline: .seconds(max(asked, Self.leastDeadline)),
                ratePerSecond: ratePerSecond ?? 2,
                inFlight: inFlight ?? 4
            ), notes
        )
    }

    private func references() throws(RegistrationProblem) -> [String: SecretReference] {
        var references: [String: SecretReference] = [:]
        for (field, text) in settings ?? [:] { references[field] = try reference("settings.\(field)", text) }
        return references
    }

    private func reference(_ member: String, _ text: String) throws(RegistrationProblem) -> SecretReference {
        guard let reference = SecretReference(text) else { throw .bareSecret(member) }
        return reference
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ member: String,
        _ text: String?,
        _ usual: Choice
    ) throws(RegistrationProblem) -> Choice {
        guard let text else { return usual }
        guard let choice = Choice(rawValue: text) else {
            throw .notAChoice(member, value: text, choices: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    private func checkHeader(_ member: String, _ value: String) throws(RegistrationProblem) {
        guard !value.trimmed.isEmpty else { throw .missing(member) }
        let isClean = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isClean else { throw .notAHeader(member) }
    }

    private func checkURLs() throws(RegistrationProblem) {
        let urls: [(String, String?)] = [
            ("syncOptions", endpoints.syncOptions), ("synchronize", endpoints.synchronize),
            ("exists", endpoints.exists), ("fieldsGet", endpoints.fieldsGet),
            ("fieldsValidate", endpoints.fieldsValidate), ("serviceDefinitions", endpoints.serviceDefinitions),
            ("subscriptionsCreate", endpoints.subscriptionsCreate), ("discovery", endpoints.discovery),
        ]
        for case (let name, let text?) in urls { try checkURL("endpoints.\(name)", text) }
    }

    private func checkURL(_ member: String, _ text: String) throws(RegistrationProblem) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), let host = url.host,
            !host.isEmpty
        else { throw .url(member, reason: "is no URL: write one that begins with https://") }
        guard url.user == nil, url.password == nil else {
            throw .url(member, reason: "holds a user name: use apiKey or settings")
        }
        guard scheme == "https" || scheme == "http" else {
            throw .url(member, reason: "uses \(scheme): only https will do")
        }
        guard scheme == "https" || allowHttp == true || Loopback.contains(host) else {
            throw .url(member, reason: "is plain http, which anyone can read: use https, or set allowHttp")
        }
    }
}
