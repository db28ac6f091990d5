package import Pulling

extension HeldOptions {
    /// What the BSS itself holds, and where that is not what was sent.
    package var phrase: String {
        switch self {
        case .untold: "the BSS holds no sync options for it"
        case .unreadable(let problem): "what the BSS holds cannot be read: \(problem.phrase)"
        case .options(let options): "the BSS holds \(options.map(\.phrase).joined(separator: ", "))"
        }
    }

    package var differs: Bool {
        if case .options(let options) = self { options.contains(where: \.differs) } else { false }
    }
}

extension HeldOption {
    fileprivate var phrase: String {
        let told = "\(name): \(value.isEmpty ? DriftWords.unknown : value)"
        return differs ? "\(told) (sent: \(sent ?? ""))" : told
    }
}
