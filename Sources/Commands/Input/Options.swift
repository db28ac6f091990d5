import Accounts
import ArgumentParser
import Foundation
import Telling

/// The options of the commands, for one that is written where only subcommands stand.
enum Options {
    private struct Tree: Decodable {
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable {
                    var kind: String
                    var name: String
                }
                var names: [Name]?
            }

            var commandName: String
            var arguments: [Argument]?
            var subcommands: [Command]?

            var options: Set<String> {
                Set((arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(\.name))
            }

            var optionsBelow: Set<String> {
                (subcommands ?? []).reduce(into: []) { $0.formUnion($1.options.union($1.optionsBelow)) }
            }
        }

        var command: Command
    }

    /// What is said of an option that a command with subcommands does not have, but one of those; nil if it is another
    /// mistake, or another option is nearer, which the parser names.
    ///
    /// Of a command without subcommands it is an option that it does not have, unless the parser has named it
    /// (`isNamed`): it asks first whether the command has all that it needs.
    static func hint(for words: [String], isNamed: Bool) -> String? {
        // What cannot be read gives no hint: the parser's own message stays.
        guard let tree = try? JSONDecoder().decode(Tree.self, from: Data(AccountSync._dumpHelp().utf8)) else {
            return nil
        }
        var (command, path) = (tree.command, [String]())
        for (place, word) in words.enumerated() {
            if let next = command.subcommands?.first(where: { $0.commandName == word }) {
                (command, path) = (next, path + [word])
                continue
            }
            guard command.subcommands?.isEmpty == false else {
                return isNamed ? nil : unknownOption(in: words[place...], of: command)
            }
            guard word.hasPrefix("--"), word.count > 2 else { return nil }
            let name = String(word.dropFirst(2).prefix { $0 != "=" })
            var own = command.options
            if path.isEmpty {
                // Without a subcommand it is the console.
                own.formUnion(command.subcommands?.first { $0.commandName == ConsoleCommand.name }?.options ?? [])
            }
            guard !own.contains(name), let meant = command.optionsBelow.sorted().nearest(to: name),
                let distance = name.distance(to: meant), !own.contains(meant),
                own.allSatisfy({ name.distance(to: $0).map { $0 > distance } ?? true })
            else { return nil }
            return distance == 0
                ? Phrases.optionBelow(meant, path) : Phrases.optionMisspelt(name, meant: meant, path)
        }
        return nil
    }

    private static func unknownOption(in words: ArraySlice<String>, of command: Tree.Command) -> String? {
        let own = command.options.union(["help", "version"])
        for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let name = String(word.dropFirst(2).prefix { $0 != "=" })
            guard !own.contains(name) else { continue }
            return Phrases.optionUnknown(name, meant: own.sorted().nearest(to: name))
        }
        return nil
    }
}
