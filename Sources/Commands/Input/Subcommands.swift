import Accounts
import ArgumentParser

enum Subcommands {
    static func unknown(_ word: String, below path: [String]) -> String {
        let place = path.isEmpty ? "" : " below \(path.joined(separator: " "))"
        let meant = suggestions(for: word, below: path).map { $0.joined(separator: " ") }
        let question = meant.isEmpty ? "" : "; did you mean \(meant.joined(separator: " or "))"
        return "There is no subcommand \(word)\(place)\(question)\(meant.isEmpty ? "." : "?")"
    }

    /// The paths of the commands with the most similar spelling, those at the same level first.
    private static func suggestions(for word: String, below path: [String]) -> [[String]] {
        let all = paths(below: AccountSync.self, [])
        let near = all.compactMap { candidate -> (path: [String], distance: Int)? in
            guard let name = candidate.last, let distance = word.distance(to: name) else { return nil }
            let isHere = candidate.dropLast().elementsEqual(path)
            return (candidate, distance * 2 + (isHere ? 0 : 1))
        }
        guard let least = near.map(\.distance).min() else { return [] }
        return near.filter { $0.distance == least }.map(\.path)
    }

    private static func paths(below command: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
        command.configuration.subcommands.flatMap { below in
            [path + [below.name]] + paths(below: below, path + [below.name])
        }
    }
}

extension ParsableCommand {
    static var name: String { configuration.commandName ?? "" }
}
