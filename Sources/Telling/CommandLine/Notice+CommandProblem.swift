import Accounts
import Synchronizing

extension Notice {
    /// Says why a command cannot do what it was asked to do.
    package init(_ problem: CommandProblem) {
        self =
            switch problem {
            case .unknownAccount(let code, let alike):
                Notice(
                    .bad,
                    "There is no account \(code) in this workspace\(Self.ending(alike))",
                    cure: "account-sync accounts list shows them."
                )
            case .unknownAccountInFile(let code, let line, let alike):
                Notice(
                    .bad,
                    "There is no account \(code), which line \(line) of the file names\(Self.ending(alike))",
                    cure: "Correct the code, or import the account first."
                )
            case .systemName(.unknown(let known), let name):
                Notice(
                    .bad,
                    "There is no provisioning system \(name) in this workspace.",
                    cure: known.isEmpty
                        ? "Register one: account-sync systems add FILE."
                        : "Name one of: \(known.map(\.rawValue).joined(separator: ", "))."
                )
            case .systemName(.ambiguous(let names), let name):
                Notice(
                    .bad,
                    "\(name) is ambiguous: it may mean \(names.map(\.rawValue).joined(separator: " or ")).",
                    cure: "Write the name exactly as it is registered."
                )
            case .identifier(let text, let what, let problem):
                Notice(.bad, "The \(what) \"\(text)\" \(problem.phrase).")
            case .emptyFilter(let words):
                Notice(.bad, "The filter \(words) asks for nothing.", cure: "Write a word, or leave it out.")
            case .unknownFilterTerm(let term): Notice(.bad, "\(term.message).", cure: term.cure.sentence)
            case .tooLong(let name, let limit):
                Notice(
                    .bad,
                    "\(name.words) is longer than \(limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit >> 10) KiB").",
                    cure: "Name the file that is meant, or split it."
                )
            case .missing(let path): Notice(.bad, "There is no file \(path).", cure: "Check the path.")
            case .directory(let path): Notice(.bad, "\(path) is a directory.", cure: "Name a file in it.")
            case .unreadable(let name): Notice(.bad, "\(name.words) cannot be read.", cure: "Check its permissions.")
            case .settings(let reason): Notice(.bad, "The file cannot be used, \(reason.phrase).")
            case .document(let problem): Notice(problem)
            case .passwordFile(let path, let reason):
                Notice(
                    .bad,
                    "A generated password could not be kept in \(path): \(reason). Nothing was sent.",
                    cure: "Name a new file in a directory that you may write to."
                )
            case .form(let failure, let system): Notice(failure, system: system)
            case .plan(let problem, let system): Notice(problem, system: system)
            case .registry(let verdict, let name): Notice(verdict, of: name)
            case .otherSystem(let other, let name):
                Notice(.bad, "The file is about \(other), not \(name).", cure: "A system keeps its name.")
            case .decided(let account, let system):
                Notice(
                    .bad,
                    "\(account.name) needs no decision at \(system).",
                    cure: "account-sync status \(account.code) shows its state."
                )
            case .notLinked(let account, let system): Notice(.bad, "\(account.name) is not linked at \(system).")
            case .ownCreate(let account, let id):
                Notice(
                    .bad,
                    "\(account.name) was created by us as \(id?.rawValue ?? ""); that cannot be undone here.",
                    cure: "Delete it at the vendor."
                )
            case .notConfirmed: Notice(.bad, "Nothing was changed.")
            case .unforeseen(let words):
                Notice(
                    .bad,
                    "Something went wrong that should not: \(words).",
                    cure: "This is our fault: please report it."
                )
            }
    }

    private static func ending(_ alike: [AccountCode]) -> String {
        alike.isEmpty ? "." : "; did you mean \(alike.prefix(3).map(\.rawValue).joined(separator: " or "))?"
    }
}

extension CommandProblem.InputName {
    fileprivate var words: String {
        switch self {
        case .standardInput: "Standard input"
        case .file(let path): path
        }
    }
}
