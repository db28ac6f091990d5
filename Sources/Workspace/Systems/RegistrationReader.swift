import Accounts
import StrictJSON
import Transport

/// Converts the members of a registration to a usable system.
struct RegistrationReader {
    private let members: MemberReader

    init(_ json: JSON) throws(MemberProblem) { members = try MemberReader(unchecked: json) }

    /// The system, or everything that is wrong with the registration.
    func system() throws(DocumentProblem) -> (system: ProvisioningSystem, notes: [RegistrationNote]) {
        var problems = MemberProblems()
        problems.add(members.strangers(known: RegistrationDocument.CodingKeys.allCases.map(\.rawValue)))
        let allowsHTTP = problems.note { () throws(MemberProblem) in try members.truth("allowHttp") ?? false }
        let name = problems.note { () throws(MemberProblem) in try self.name() }
        let vendor = problems.note { () throws(MemberProblem) -> ProvisioningSystem.Vendor in
            try members.choice("vendor") ?? .generic
        }
        let applicationID = problems.note { () throws(MemberProblem) in try self.applicationID() }
        let apiKey = problems.note { () throws(MemberProblem) in
            try members.required("apiKey", try members.reference("apiKey"))
        }
        let settings = self.settings(&problems)
        // What may be plain HTTP is not known if that cannot be read: that it may is then not complained of.
        let endpoints = self.endpoints(allowsHTTP: allowsHTTP ?? true, &problems)
        let dialect = problems.note { () throws(MemberProblem) -> ProvisioningSystem.Dialect in
            try members.choice("dialect") ?? .standard
        }
        let isSafeToRepeat = problems.note { () throws(MemberProblem) in try members.truth("safeToRepeat") ?? false }
        let caFile = problems.optional { () throws(MemberProblem) in try members.path("caFile") }
        let (least, longest) = (ProvisioningSystem.leastDeadline, ProvisioningSystem.longestDeadline)
        let seconds = problems.optional { () throws(MemberProblem) in
            try members.number("deadlineSeconds", in: least...longest, taking: 0.001)
        }
        let rate = problems.optional { () throws(MemberProblem) in
            try members.number("ratePerSecond", in: ProvisioningSystem.rates)
        }
        let inFlight = problems.optional { () throws(MemberProblem) in
            try members.integer("inFlight", in: ProvisioningSystem.inFlights)
        }
        guard problems.all.isEmpty, let name, let vendor, let applicationID, let apiKey, let endpoints, let dialect
        else {
            throw .members(problems.told)
        }
        var system = ProvisioningSystem(
            name: name,
            vendor: vendor,
            applicationID: applicationID,
            apiKey: apiKey,
            settings: settings,
            endpoints: endpoints,
            dialect: dialect,
            isSafeToRepeat: isSafeToRepeat ?? false,
            allowsHTTP: allowsHTTP ?? false,
            caFile: caFile
        )
        var notes: [RegistrationNote] = []
        if let seconds {
            if seconds < least { notes.append(.deadlineRaised(to: Int(least))) }
            system.deadline = .milliseconds(Int64((max(seconds, least) * 1000).rounded()))
        }
        if let rate { system.ratePerSecond = rate }
        if let inFlight { system.inFlight = inFlight }
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

    private func settings(_ problems: inout MemberProblems) -> [String: SecretReference] {
        let read = problems.optional { () throws(MemberProblem) in try members.unchecked("settings") }
        guard let settings = read else { return [:] }
        problems.add(settings.strangers(known: nil))
        var references: [String: SecretReference] = [:]
        for field in settings.names {
            references[field] = problems.note { () throws(MemberProblem) in
                guard HeaderName.isToken(field) else { throw settings.problem(field, .notAHeaderName) }
                return try settings.required(field, try settings.reference(field))
            }
        }
        return references
    }

    private func endpoints(allowsHTTP: Bool, _ problems: inout MemberProblems) -> Endpoints? {
        let read = problems.note { () throws(MemberProblem) in
            try members.required("endpoints", try members.unchecked("endpoints"))
        }
        guard let urls = read else { return nil }
        problems.add(urls.strangers(known: RegistrationDocument.endpointNames))
        func usable(_ name: String, _ text: String?) -> String? {
            guard let text, problems.accepts(text, of: name, in: urls, allowsHTTP: allowsHTTP) else { return nil }
            return text.trimmed
        }
        func required(_ name: String) -> String? {
            let text = problems.note { () throws(MemberProblem) in try urls.required(name, try urls.string(name)) }
            return usable(name, text)
        }
        func optional(_ name: String) -> String? {
            usable(name, problems.optional { () throws(MemberProblem) in try urls.string(name) })
        }
        let needed = ["syncOptions", "synchronize", "exists"].map(required)
        let others = RegistrationDocument.endpointNames.dropFirst(3).map(optional)
        guard let syncOptions = needed[0], let synchronize = needed[1], let exists = needed[2] else { return nil }
        return Endpoints(
            syncOptions: syncOptions,
            synchronize: synchronize,
            exists: exists,
            fieldsGet: others[0],
            fieldsValidate: others[1],
            serviceDefinitions: others[2],
            subscriptionsCreate: others[3],
            discovery: others[4],
            customersList: others[5]
        )
    }
}
