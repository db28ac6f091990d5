import Accounts
import ArgumentParser
import PlainText

/// The words of a command line as the shell passed them, and the mistakes that the parser cannot see in them.
struct CommandLineWords {
    let words: [String]
    /// The places of those that are not UTF-8, and so were read as something else.
    private let broken: Set<Int>

    init(_ words: [String], broken: Set<Int> = []) { (self.words, self.broken) = (words, broken) }

    /// The words with which this process was started.
    static func ofProcess() -> CommandLineWords {
        let words = CommandLine.arguments.dropFirst()
        let broken = words.indices.filter { index in
            CommandLine.unsafeArgv[index].map { String(validatingCString: $0) == nil } ?? false
        }
        return CommandLineWords(Array(words), broken: Set(broken.map { $0 - 1 }))
    }

    /// Throws at a mistake; an empty word is one for any option or argument, since it comes from an unset variable.
    func check() throws {
        // A shell's request for completions includes the word that has not been typed yet.
        guard words.first?.hasPrefix("---") != true else { return }
        for index in words.indices { try check(index) }
        for word in words.prefix(while: { $0 != "--" }) where Self.hidesHelp(word) {
            throw ValidationError("\(word) is not an option: a value that begins with a hyphen comes last, behind --.")
        }
        try checkSubcommand()
    }

    /// Whether the parser takes a word for short options that are written together, with -h among them, and prints help.
    private static func hidesHelp(_ word: String) -> Bool {
        word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 2 && word != "-help" && word.contains("h")
    }

    /// The command without subcommands that the words name, and the words behind its path; nil if they name none.
    var command: (type: any ParsableCommand.Type, rest: [String])? {
        var command: any ParsableCommand.Type = AccountSync.self
        for index in words.indices {
            guard let next = command.configuration.subcommands.first(where: { $0.name == words[index] }) else {
                return nil
            }
            command = next
            if next.configuration.subcommands.isEmpty { return (next, Array(words[(index + 1)...])) }
        }
        return nil
    }

    private func check(_ index: Int) throws {
        let word = words[index]
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isOption = word.hasPrefix("--") && parts.count == 2
        let place = isOption ? "The value of \(parts[0])" : place(of: index)
        guard !broken.contains(index) else {
            throw ValidationError("\(place) is not UTF-8: write it as UTF-8, and rename a file that has such a name.")
        }
        guard (isOption ? String(parts[1]) : word).isBlank else { return }
        throw ValidationError("\(place) is empty (is a variable not set?).")
    }

    private func place(of index: Int) -> String {
        guard index > 0 else { return "The first word" }
        let before = words[index - 1]
        return before.hasPrefix("--") ? "The value of \(before)" : "What follows \"\(before)\""
    }

    /// Follows the words that are not options down the tree of commands, until a command has no subcommands.
    private func checkSubcommand() throws {
        var command: any ParsableCommand.Type = AccountSync.self
        var path: [String] = []
        for word in words.drop(while: { $0 == "help" }) {
            // Asked first, since looking at the commands takes longer than to open the console.
            guard !word.hasPrefix("-") else { return }
            let below = command.configuration.subcommands
            guard !below.isEmpty else { return }
            guard let next = below.first(where: { $0.name == word }) else {
                throw ValidationError(Subcommands.unknown(word, below: path))
            }
            command = next
            path.append(word)
        }
    }
}

extension String {
    fileprivate var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isHidden } }
}
