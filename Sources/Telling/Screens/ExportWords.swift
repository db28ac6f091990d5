package import Accounts

/// What can be written into a file, and what is said of it.
package enum ExportWords {
    package static let title = "Write to a file"
    package static let other = "something else"
    package static let nothing = "there is nothing to write"
    package static let nothingElse = "there is nothing else to write"
    package static let noName = "the file needs a name"
    package static let isWriting = "it is being written"
    package static let replaceTitle = "Replace a file"
    package static let replaceYes = "replace it"

    package static func replace(_ path: String) -> [String] {
        ["\(path) is there already.", "What is in it now would be lost."]
    }

    package static func writing(_ path: String) -> String { "writing \(path) …" }
    package static func folder(_ path: String) -> String { "A name without a folder is in \(path)" }

    package static func shown(_ count: Int?, filter: String) -> String {
        let counted = count.map { $0.accounts } ?? "accounts"
        return filter.isEmpty
            ? "All: \(counted), with their states" : "All that \"\(filter)\" shows: \(counted), with their states"
    }

    package static func marked(_ count: Int) -> String { "The marked ones: \(count.accounts), with their states" }
    package static func plan(_ count: Int) -> String {
        "The plan of \(count.accounts): .json for --plan, .csv to look at"
    }
    package static func rejects(_ count: Int) -> String { "The rejects: \(count.accounts), as plan --from reads them" }
    package static func successes(_ count: Int) -> String { "What is synchronized: \(count.accounts), with their ids" }
}

extension AccountRow {
    /// What a file says of the account on a system.
    package func told(on system: SystemName) -> (state: String, message: String) {
        let link = links[system]
        return (state(on: system).rawValue, link?.externalID?.rawValue ?? link?.detail ?? "")
    }
}

extension Notice {
    package static func exported(_ count: Int, to path: String) -> Notice {
        .good("\(count.accounts) written to \(path).")
    }

    /// Says that a file is not there; `reason` is in the operating system's words.
    package static func notExported(to path: String, reason: String) -> Notice {
        .bad("\(path) could not be written: \(reason).").cure("Make room, or name another file.")
    }
}
