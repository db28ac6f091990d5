package import Synchronizing

extension DialogueWords {
    package static let runsPrompt = "The bulk runs, a run's number or a letter, ? for help:"
    package static let runsHelp = [
        "A number: the run with that number.", "l: the newest runs again. Enter: back to the accounts.",
    ]
    package static let olderRuns = "There are older ones; a number opens each of them."

    package static let runPrompt = "The run, a letter, ? for help:"
    package static let runHelp = [
        "l: what is not synchronized. l and a number: all its accounts, from that one on.",
        "J: work on it here, too. c: stop it. A: approve it, if somebody else began it.",
        "r: send again what was refused or not sent, once it is over.",
        "Enter: back to the runs.",
    ]

    package static func line(_ number: Int, of story: RunStory) -> String {
        let (item, standing) = (story.plan.items[number - 1], story.told(number - 1))
        let words = story.entries[number - 1].map { ": \($0.words)" } ?? "."
        return "\(number). \(item.code), \(item.name), \(standing.name)\(words)"
    }

    package static func approve(_ run: StoredRun) -> String {
        "approve run \(run.id.rawValue), \(RunWords.sentCount(run)) to \(run.system)"
    }
}
