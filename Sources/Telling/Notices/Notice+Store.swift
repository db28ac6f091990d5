package import Synchronizing

extension Notice {
    package init(_ failure: StoreFailure) {
        self =
            switch failure {
            case .missing(let path):
                .bad("There is no workspace at \(path).")
                    .cure(
                        path.hasSuffix(".sqlite/account-sync.sqlite")
                            ? "Name the directory of a workspace, not a file in it."
                            : "Make one with `\(ShellCommand("init"))`, or try `account-sync demo`."
                    )
            case .exists(let path):
                .bad("There is a workspace at \(path) already; it was left as it is.")
                    .cure(
                        isBook(path)
                            ? "Use it once you are let in, or name another database with --workspace."
                            : "Use it, or name another directory with --workspace."
                    )
            case .foreign(let path) where isBook(path):
                .bad("What is in the schema account_sync at \(path) is not a book of account-sync.")
                    .cure("Name the right database with --workspace, or one that has no such schema.")
            case .foreign(let path):
                .bad("\(path) is not a workspace of account-sync.")
                    .cure("Name the right directory, or the right database, with --workspace.")
            case .newerSchema(let path, let found, let known):
                .bad("\(path) was made by a later version (schema \(found), this one knows \(known)).")
                    .cure("Use that version; this one changed nothing.")
            case .denied(let path, let writing):
                .bad("\(path) cannot be \(writing ? "written" : "read").")
                    .cure("Check who owns it and its permissions.")
            case .readOnly: .readOnly
            case .closed(let path, let closing): Notice(closing, at: path)
            case .unmovable(let path, let problem): Notice(problem, at: path)
            case .unsafe(let path, let exposure):
                .bad("\(path) is not safe to use: \(exposure.phrase).")
                    .cure(exposure.cure)
            case .locked(let path):
                .bad("Another program holds \(path).").cure("Close that program and try again.")
            case .full(let path):
                .bad("The disk of \(path) is full.").cure("Make room and try again; nothing was lost.")
            case .damaged(let path, .empty):
                .bad("\(path) cannot be used: it is empty.")
                    .cure("Restore the workspace from a backup; if there never was anything in it, remove the file.")
            case .damaged(let path, .system(let words)):
                .bad("\(path) cannot be used: \(words).")
                    .cure("Check the path, and the disk; if the workspace is damaged, restore it from a backup.")
            case .damaged(let path, let fault):
                .bad("\(path) cannot be used: \(fault.phrase).")
                    .cure("Check the disk; restore the workspace from a backup if it is damaged.")
            case .corrupted(let path, let place):
                .bad(
                    "\(path) is damaged: the column \(place.column) of the table \(place.table) cannot be read"
                        + (place.row.isEmpty ? "." : ", in the row of \(place.row).")
                )
                .cure("Restore the workspace from a backup, and check the disk.")
            case .away(let path, let parts):
                .bad("This is not the home of \(path): \(HomeWords.phrase(parts)).")
                    .details([
                        "What was sent since, or from the original, may not be known here."
                    ])
                    .cure(
                        "Nothing is sent until `\(ShellCommand("home accept"))`; look at `\(ShellCommand("home"))` first."
                    )
            case .server(let path, let fault): Notice(fault, of: path)
            case .misused(let reason):
                .bad("This program asked its store for something impossible: \(reason).")
                    .cure("This is our fault: please report it.")
            }
    }
}

/// Whether a place is a book on a server, by its name; a folder is named by its whole path.
private func isBook(_ path: String) -> Bool { path.hasPrefix("postgresql://") || path.hasPrefix("service=") }

extension Notice {
    /// Nothing is sent or written, as the operator wished.
    package static let readOnly = Notice.bad("Nothing was sent or written: only reading is allowed here.")
        .cure("Leave out --read-only, and unset ACCOUNT_SYNC_READ_ONLY.")

    /// The same for a command, none of which but the console takes --read-only.
    static let readOnlyEverywhere = Notice.bad(readOnly.headline).cure("Unset ACCOUNT_SYNC_READ_ONLY.")
}

extension StoreFailure.Exposure {
    fileprivate var phrase: String {
        switch self {
        case .symbolicLink: "it is a symbolic link"
        case .readable: "others may read it"
        case .writableDirectory: "others may write in it"
        case .owner(let name): "it belongs to \(name)"
        }
    }

    fileprivate var cure: String {
        switch self {
        case .symbolicLink: "Name the directory itself with --workspace."
        case .readable, .writableDirectory: "Make it yours alone: chmod 700 for the directory, 600 for the file."
        case .owner(let name):
            "Run this as \(name), whose workspace it is; what it names is run with your rights otherwise."
        }
    }
}

extension StoreFailure.Fault {
    fileprivate var phrase: String {
        switch self {
        case .empty: "it is empty"
        case .malformed: "it is damaged"
        case .unreadableRow: "a row cannot be read"
        case .io: "reading or writing failed"
        case .system(let words): words
        }
    }
}
