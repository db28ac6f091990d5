import ArgumentParser

/// The names of all commands, for whoever misspells one.
enum Subcommands {
    /// Says that there is no such command, and which may be meant.
    static func unknown(_ word: String, below path: [String]) -> String {
        let place = path.isEmpty ? "" : " below \(path.joined(separator: " "))"
        let meant = suggestions(for: word, below: path).map { $0.joined(separator: " ") }
        let question = meant.isEmpty ? "" : "; did you mean \(meant.joined(separator: " or "))"
        return "There is no subcommand \(word)\(place)\(question)\(meant.isEmpty ? "." : "?")"
    }

    /// The paths of the commands that are spelled most alike; those of the same place first.
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
    /// The name by which it is called.
    static var name: String { configuration.commandName ?? "" }
}

extension String {
    /// How far a misspelled name is from one that there is; nil if it is another word.
    ///
    /// Counted are letters that are wrong, missing, too many or exchanged; a beginning of three letters or more counts as one.
    fileprivate func distance(to name: String) -> Int? {
        let (own, other) = (Array(lowercased()), Array(name))
        if own == other { return 0 }
        if own.count >= 3, name.hasPrefix(lowercased()) || lowercased().hasPrefix(name) { return 1 }
        let distance = Self.distance(own, other)
        return distance <= Swift.max(1, Swift.min(own.count, other.count) / 3) ? distance : nil
    }

    /// The number of edits between two words (Damerau and Levenshtein, neighbours exchanged at most once).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 1..<(left.count + 1) {
            var line = [row]
            for column in 1..<(right.count + 1) {
                let isSame = left[row - 1] == right[column - 1]
                var least = Swift.min(
                    rows[row - 1][column] + 1,
                    line[column - 1] + 1,
                    rows[row - 1][column - 1] + (isSame ? 0 : 1)
                )
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    least = Swift.min(least, rows[row - 2][column - 2] + 1)
                }
                line.append(least)
            }
            rows.append(line)
        }
        return rows[left.count][right.count]
    }
}
