extension Notice {
    package static var noTerminal: Notice {
        .bad("The console needs a terminal, and this is not one.").cure("Use the subcommands: account-sync --help.")
    }

    package static var dumbTerminal: Notice {
        .bad("The console needs a terminal that can place its cursor; TERM is dumb or not set.")
            .cure("Set TERM, or use the subcommands: account-sync --help.")
    }

    package static func unknownTerminal(_ name: String) -> Notice {
        .bad("Terminfo has no entry for the terminal \"\(name)\" that TERM names.")
            .cure("Set TERM to one such as xterm, or use the subcommands: account-sync --help.")
    }
}
