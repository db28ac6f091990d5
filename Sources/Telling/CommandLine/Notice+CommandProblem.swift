import Accounts
package import Workspace

extension Notice {
    package init(_ problem: CommandProblem) {
        self =
            switch problem {
            case .unknownAccount(let code, let alike):
                .bad("There is no account \(code) in this workspace\(Self.ending(alike))")
                    .cure("\(ShellCommand("accounts list")) shows them.")
            case .unknownAccountInFile(let code, let line, let alike):
                .bad("There is no account \(code), which line \(line) of the file names\(Self.ending(alike))")
                    .cure("Correct the code, or import the account first.")
            case .unknownCodes(let result): .unknownCodes(result)
            case .systemName(.unknown(let known), let name):
                .bad("There is no provisioning system \(name) in this workspace.")
                    .cure(
                        known.isEmpty
                            ? "Register one: \(ShellCommand("systems add FILE"))."
                            : "Name one of: \(known.map(\.rawValue).joined(separator: ", "))."
                    )
            case .systemName(.ambiguous(let names), let name):
                .bad("\(name) is ambiguous: it may mean \(names.map(\.rawValue).joined(separator: " or ")).")
                    .cure("Write the name exactly as it is registered.")
            case .identifier(let text, let what, let problem):
                .bad("The \(what) \"\(text)\" \(problem.phrase).")
            case .unknownFilter(let name, let known): .unknownFilter(name, known: known)
            case .filters(let problem): .filtersNotRead(problem)
            case .emptyFilter(let words):
                .bad("The filter \(words) has no condition in it.").cure("Write a word, or leave it out.")
            case .unknownFilterTerm(let term): .bad("\(term.message).").cure(term.cure.sentence)
            case .sortedByStatus(let names):
                .bad("Accounts have a state on each system, so they cannot be sorted by it.")
                    .cure(
                        names.isEmpty
                            ? "Register a system first: \(ShellCommand("systems add FILE"))."
                            : "Name one with --system: \(names.map(\.rawValue).joined(separator: ", "))."
                    )
            case .tooLong(let name, let limit):
                .bad("\(name.words) is longer than \(limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit >> 10) KiB").")
                    .cure("Name the file that is meant, or split it.")
            case .missing(let path): .bad("There is no file \(path).").cure("Check the path.")
            case .directory(let path): .directory(path)
            case .unreadable(let name): .bad("\(name.words) cannot be read.").cure("Check its permissions.")
            case .notText(let name): .bad("\(name.words) is not text.").cure("Name a file of codes, in UTF-8.")
            case .notADemo(let path):
                .bad("\(path) is a workspace that no demo made; nothing was changed.")
                    .cure("Name another directory, or leave out --workspace.")
            case .settings(let reason): .bad("The file cannot be used, \(reason.phrase).")
            case .document(let problem): Notice(problem)
            case .passwordFile(let path, let reason):
                .bad("A generated password could not be kept in \(path): \(reason). Nothing was sent.")
                    .cure("Name a new file in a directory that you may write to.")
            case .form(let failure, let system): Notice(failure, system: system)
            case .plan(let problem, let system): Notice(problem, system: system)
            case .nothingToRetry(let retry): .nothingToRetry(retry)
            case .registry(let verdict, let name): Notice(verdict, of: name)
            case .otherSystem(let other, let name):
                .bad("The file is about \(other), not \(name).").cure("A system keeps its name.")
            case .decided(let account, let system):
                .bad("\(account.name) needs no decision at \(system).")
                    .cure("\(Phrases.status(account.code)) shows its state.")
            case .noAttempt(let account, let system, nil):
                .bad("Nothing was ever sent or asked for \(account.named) at \(system).")
                    .cure("\(ShellCommand("why \(account.code) --system \(system)")) says why.")
            case .noAttempt(let account, let system, let number?):
                .bad("\(account.named) has no attempt \(number) at \(system).")
                    .cure("\(ShellCommand("attempts \(account.code)")) shows them.")
            case .notLinked(let account, let system): .bad("\(account.name) is not linked at \(system).")
            case .ownCreate(let account, let id):
                .bad("\(account.name) was created by us as \(id?.rawValue ?? ""): only an adoption can be undone.")
                    .cure(
                        "If it should not exist, end it in the vendor's portal; here it stays synchronized, and is not sent again."
                    )
            case .notConfirmed: .bad("Nothing was changed.").cure("Type what is asked for, or say --yes.")
            case .homeChanged:
                .bad("The book is in another place by now; nothing was changed.")
                    .cure("`\(ShellCommand("home"))` shows where it is.")
            case .readOnly: .readOnlyEverywhere
            case .role(let role, let needed, let book): .role(role, needs: needed, in: book)
            case .scope(let scope, let book): .scope(scope, in: book)
            case .noTeam: .noTeam
            case .member(let verdict, let login): .member(verdict, login)
            case .connection(let problem): Notice(connection: problem)
            case .unforeseen(let words):
                .bad("Something went wrong that should not: \(words).").cure("This is our fault: please report it.")
            }
    }

    /// Why a file cannot be written.
    package init(_ problem: OutputFile.Problem) {
        self =
            switch problem {
            case .directory(let path): .directory(path)
            case .notAFile(let path):
                .bad("\(path) is not a regular file; nothing was done.").cure("Name a file.")
            case .unwritable(let path, let reason):
                .bad("\(path) cannot be written: \(reason); nothing was done.")
                    .cure("Name a file in a directory that you may write to.")
            case .sameFile(let path):
                .bad("\(path) is named twice; nothing was done.").cure("Name a file of its own for each.")
            }
    }

    private static func directory(_ path: String) -> Notice {
        .bad("\(path) is a directory.").cure("Name a file in it.")
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
