import Accounts
import StrictJSON
import Transport

/// Converts the members of a registration to a usable system.
struct RegistrationReader {
    private let members: MemberReader

    init(_ json: JSON) throws(MemberProblem) {
        members = try MemberReader(json, known: RegistrationDocument.CodingKeys.allCases.map(\.rawValue))
    }

    func system() throws(MemberProblem) -> (system: ProvisioningSystem, notes: [RegistrationNote]) {
        let allowsHTTP = try members.truth("allowHttp") ?? false
        var system = ProvisioningSystem(
            name: try name(),
            vendor: try members.choice("vendor") ?? .generic,
            applicationID: try applicationID(),
            apiKey: try members.required("apiKey", try members.reference("apiKey")),
            settings: try settings(),
            endpoints: try endpoints(allowsHTTP: allowsHTTP),
            dialect: try members.choice("dialect") ?? .standard,
            isSafeToRepeat: try members.truth("safeToRepeat") ?? false,
            allowsHTTP: allowsHTTP,
            caFile: try members.path("caFile")
        )
        var notes: [RegistrationNote] = []
        let (least, longest) = (ProvisioningSystem.leastDeadline, ProvisioningSystem.longestDeadline)
        if let seconds = try members.number("deadlineSeconds", in: least...longest, taking: 0.001) {
            if seconds < least { notes.append(.deadlineRaised(to: Int(least))) }
            system.deadline = .milliseconds(Int64((max(seconds, least) * 1000).rounded()))
        }
        if let rate = try members.number("ratePerSecond", in: ProvisioningSystem.rates) {
            system.ratePerSecond = rate
        }
        if let inFlight = try members.integer("inFlight", in: ProvisioningSystem.inFlights) {
            system.inFlight = inFlight
        }
        return (system, notes)
    }

    /// A name made only of signs would be hard to type in a command.
    private func name() throws(MemberProblem) -> SystemName {
        let name = try members.required("name", try members.line("name"))
        guard name.contains(where: { $0.isLetter || $0.isNumber }) else { throw members.problem("name", .notAName) }
        return SystemName(name)
    }

    /// It travels in a header, where letters beyond ASCII would be garbled.
    private func applicationID() throws(MemberProblem) -> String {
        let id = try members.required("applicationId", try members.line("applicationId"))
        if let stranger = id.unicodeScalars.first(where: { !$0.isASCII }) {
            throw members.problem("applicationId", .notAHeader(stranger))
        }
        return id
    }

    private func settings() throws(MemberProblem) -> [String: SecretReference] {
        guard let settings = try members.object("settings") else { return [:] }
        var references: [String: SecretReference] = [:]
        for field in settings.names {
            guard HeaderName.isToken(field) else { throw settings.problem(field, .notAHeaderName) }
            references[field] = try settings.required(field, try settings.reference(field))
        }
        return references
    }

    private func endpoints(allowsHTTP: Bool) throws(MemberProblem) -> Endpoints {
        let known = RegistrationDocument.endpointNames
        let urls = try members.required("endpoints", try members.object("endpoints", known: known))
        func url(_ name: String) throws(MemberProblem) -> String? {
            guard let text = try urls.string(name) else { return nil }
            let url: WebURL
            do throws(WebURL.Problem) { url = try WebURL(text) } catch { throw urls.problem(name, .url(error)) }
            guard URLRule.allows(url, allowsHTTP: allowsHTTP) else { throw urls.problem(name, .plainHTTP) }
            return url.text
        }
        return Endpoints(
            syncOptions: try urls.required("syncOptions", try url("syncOptions")),
            synchronize: try urls.required("synchronize", try url("synchronize")),
            exists: try urls.required("exists", try url("exists")),
            fieldsGet: try url("fieldsGet"),
            fieldsValidate: try url("fieldsValidate"),
            serviceDefinitions: try url("serviceDefinitions"),
            subscriptionsCreate: try url("subscriptionsCreate"),
            discovery: try url("discovery"),
            customersList: try url("customersList")
        )
    }
}
