import ArgumentParser

@testable import Commands

/// What the program makes of words before it runs anything, without a process: a start for each value proves no more.
enum Parsing {
    /// The exit code of words that their command refuses, and what is said of them; nil if it takes them.
    static func refusal(of words: [String]) -> (code: Int32, said: String)? {
        guard let (command, rest) = CommandLineWords(words).command else { return (64, "\(words) name no command") }
        do {
            _ = try command.parseAsRoot(rest)
            return nil
        } catch {
            return (command.exitCode(for: error).rawValue, command.fullMessage(for: error))
        }
    }

    /// What is said of words that the shell has passed and nobody can have meant; nil if there are none.
    static func mistake(in words: [String]) -> String? {
        do {
            try CommandLineWords(words).check()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
