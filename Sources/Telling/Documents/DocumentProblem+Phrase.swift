import StrictJSON
package import Workspace

extension DocumentProblem {
    /// What is wrong and, if it is known, what to do now.
    package var phrase: String {
        switch self {
        case .notJSON(let fault): "it \(fault.phrase)"
        case .notAnObject: "it is not a JSON object"
        case .member(let problem): problem.phrase
        }
    }
}

extension Notice {
    /// Says why a registration cannot be used.
    package init(registration problem: DocumentProblem) {
        let example =
            switch problem {
            case .notJSON, .notAnObject: ": see the example in docs/user-guide.md"
            case .member: ""
            }
        self.init(.bad, "The registration cannot be used: \(problem.phrase)\(example).")
    }

    /// Says what was changed in a registration.
    package init(_ note: RegistrationNote) {
        switch note {
        case .deadlineRaised(let seconds):
            self.init(.plain, "Note: deadlineSeconds is raised to \(seconds), the least that is safe.")
        }
    }
}
