package import Workspace

extension DocumentProblem {
    package var phrase: String {
        switch self {
        case .notJSON(let fault): "it \(fault.phrase)"
        case .notAnObject: "it is not a JSON object"
        case .member(let problem): problem.phrase
        }
    }
}

extension Notice {
    package init(registration problem: DocumentProblem) {
        let example =
            switch problem {
            case .notJSON, .notAnObject: ": see the example in docs/user-guide.md"
            case .member: ""
            }
        self.init(.bad, "The registration cannot be used: \(problem.phrase)\(example).")
    }

    package init(_ note: RegistrationNote) {
        switch note {
        case .deadlineRaised(let seconds):
            self.init(.plain, "Note: deadlineSeconds is raised to \(seconds), the least that is safe.")
        }
    }
}
