import AccountFiles
import ArgumentParser
import Telling
import Workspace

struct PullCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Reads the accounts of the connected BSS: those that changed, or once a day all of them."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Flag(help: "Read all accounts, which also finds those that are gone.")
    var full = false
    @Flag(help: "Say what would be done, but do nothing.")
    var dryRun = false
    @Flag(help: "Let the last pull through, which was held because it would change too much.")
    var letThrough = false
    @OptionGroup var output: JSONOption

    var changes: Bool { !dryRun }
    var needsAll: Bool { true }

    func validate() throws {
        guard !letThrough || !(full || dryRun) else {
            throw ValidationError("--let-through takes what was read already: leave out --full and --dry-run.")
        }
    }

    func run(in opened: Workspace) async throws -> any Report {
        EndRequests.answer { _, _ in .ends([BSSWords.ended]) }
        let line = ProgressLine()
        defer { line.end() }
        var watch = PullWatch()
        watch.reading = { progress in line.show { BSSWords.pulling(progress, after: $0) } }
        watch.waiting = { wait in line.show { _ in BSSWords.waiting(wait) } }
        watch.importing = { progress in line.show { Phrases.importing(progress, after: $0) } }
        let wish = PullWish(all: full, isDryRun: dryRun, letsThrough: letThrough)
        return PullReport(try await opened.pull(wish, watch: watch), isDone: !dryRun)
    }
}
