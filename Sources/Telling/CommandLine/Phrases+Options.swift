/// Options that are written where only subcommands stand.
extension Phrases {
    /// `path` is the command below which the subcommands are that have the option.
    package static func optionBelow(_ name: String, _ path: [String]) -> String {
        "--\(name) is an option of subcommands\(place(path)): write it behind one of them."
    }

    package static func optionMisspelt(_ name: String, meant: String, _ path: [String]) -> String {
        "There is no option --\(name). Did you mean --\(meant), behind a subcommand\(place(path))?"
    }

    private static func place(_ path: [String]) -> String {
        path.isEmpty ? "" : " of \(path.joined(separator: " "))"
    }
}
