/// Why the console cannot run here.
extension Notice {
    package static var noTerminal: Notice {
        Notice(
            .bad,
            "The console needs a terminal, and this is none.",
            cure: "Use the subcommands: account-sync --help."
        )
    }

    package static var dumbTerminal: Notice {
        Notice(
            .bad,
            "The console needs a terminal that can place its cursor; TERM is dumb or not set.",
            cure: "Set TERM, or use the subcommands: account-sync --help."
        )
    }

    package static func unknownTerminal(_ name: String) -> Notice {
        Notice(
            .bad,
            "Nothing is known of the terminal \"\(name)\" that TERM names.",
            cure: "Set TERM to one such as xterm, or use the subcommands: account-sync --help."
        )
    }
}
