package import Workspace

extension DocumentProblem {
    package var phrase: String {
        switch self {
        case .notJSON(let fault): "it \(fault.phrase)"
        case .notAnObject: "it is not a JSON object"
        case .members(let problems): problems.map(\.phrase).joined(separator: "; ")
        }
    }
}

extension Notice {
    package init(registration problem: DocumentProblem) { self.init(problem, of: "The registration") }

    /// The same of the connection to the BSS.
    package init(connection problem: DocumentProblem) { self.init(problem, of: "The connection") }

    private init(_ problem: DocumentProblem, of document: String) {
        switch problem {
        case .notJSON, .notAnObject:
            self.init(
                .bad,
                "\(document) cannot be used: \(problem.phrase): see the example in docs/user-guide.md."
            )
        case .members(let problems) where problems.count == 1:
            self.init(.bad, "\(document) cannot be used: \(problem.phrase).")
        case .members(let problems):
            self.init(.bad, "\(document) cannot be used, for \(problems.count) reasons.")
            details = problems.map(\.lineFirst)
        }
    }

    package init(_ note: RegistrationNote) {
        switch note {
        case .deadlineRaised(let seconds):
            self.init(.plain, "Note: deadlineSeconds is raised to \(seconds), the least that is safe.")
        }
    }
}
