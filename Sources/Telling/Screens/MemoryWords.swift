package import Workspace

/// What is said of the small files that a console keeps in the workspace's folder.
extension Notice {
    package static func notRecalled(_ path: String, _ problem: KeptFile.Problem) -> Notice {
        .warning("The state in which the console was last left could not be read: \(path) \(problem.phrase).")
            .details(["It is made anew when this console is closed; nothing else is lost."])
    }

    package static func notRemembered(_ path: String, _ problem: KeptFile.Problem) -> Notice {
        .warning("The settings of the list will not be remembered: \(path) \(problem.phrase).")
            .details(["Everything else works as always."])
    }

    package static func messagesLost(_ reason: String) -> Notice {
        .warning("The message log will not survive a restart: \(reason).").details(["Everything else works as always."])
    }

    package static func filtersNotRead(_ problem: KeptFile.Problem) -> Notice {
        .bad("The saved filters cannot be used: the file filters.json of the workspace \(problem.phrase).")
            .cure("Repair the file, or remove it.")
    }

    package static func filterNotSaved(_ problem: KeptFile.Problem) -> Notice {
        .bad("The filter was not saved: the file filters.json of the workspace \(problem.phrase).")
    }

    package static func filterSaved(_ name: String) -> Notice { .good("The filter is saved as \(name).") }
    package static func filterForgotten(_ name: String) -> Notice { .plain("The saved filter \(name) is forgotten.") }

    static func unknownFilter(_ name: String, known: [String]) -> Notice {
        .bad("There is no saved filter \(name) in this workspace.")
            .cure(
                known.isEmpty ? "Save one in the console." : "Name one of: \(known.prefix(20).joined(separator: ", "))."
            )
    }
}

extension KeptFile.Problem {
    fileprivate var phrase: String {
        switch self {
        case .tooLong: "is too long"
        case .notAFile: "is not a regular file"
        case .unreadable(let failure): "cannot be read: \(failure.reason)"
        case .foreign: "is damaged, or of another version"
        case .unwritable(let failure): "cannot be written: \(failure.reason)"
        }
    }
}

package enum SavedFilterWords {
    package static let title = "Saved filters"
    package static let none = "none is saved yet"
    package static let noFilter = "there is no filter to save"
    package static let name = "Name of the filter:"
    package static let forgetTitle = "Forget a filter"
    package static let forgetYes = "forget it"
    package static let forgetIt = "forget"
    package static let save = "save the present one"

    package static func forget(_ name: String) -> [String] { ["The saved filter \(name) is forgotten."] }
    package static func replaced(_ name: String) -> String { "It replaces the one that is saved as \(name)." }
}
