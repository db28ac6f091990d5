/// Options that are written where only subcommands stand.
extension Phrases {
    /// `path` is the command below which the subcommands are that have the option.
    package static func optionBelow(_ name: String, _ path: [String]) -> String {
        "--\(name) is an option of subcommands\(place(path)): write it after one of them."
    }

    package static func optionMisspelt(_ name: String, meant: String, _ path: [String]) -> String {
        "There is no option --\(name). Did you mean --\(meant), after a subcommand\(place(path))?"
    }

    /// An option that a command does not have; `meant` is the nearest one that it has.
    package static func optionUnknown(_ name: String, meant: String?) -> String {
        "Unknown option '--\(name)'.\(meant.map { " Did you mean '--\($0)'?" } ?? "")"
    }

    private static func place(_ path: [String]) -> String {
        path.isEmpty ? "" : " of \(path.joined(separator: " "))"
    }
}
