import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct WorkCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Works on the bulk runs of the book, without a screen, until it is asked to end.",
        discussion: """
            It takes the runs that were begun with --detach, and those whose processes died: of each system one at a time, \
            the oldest first. Several workers share a run; the vendor's limits hold over all of them. \
            With --once it exits as the runs ended that it worked on, like synchronize --plan; without it, it exits with 0 \
            once it was asked to end, and with 64, 65, 77 or 78 if it cannot begin until somebody puts something right. \
            With --json it prints a line for whatever happens to a run, and once a minute for how the worker is.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(help: "Only runs on this provisioning system; may be repeated.")
    var system: [String] = []
    @Flag(help: "End once there is nothing to do.")
    var once = false
    @OptionGroup var output: JSONOption

    // It takes whatever run is due, and ends those of others that nobody goes on with.
    var needsAll: Bool { true }

    /// A service is started again unless that changes nothing, and its exit code is all that is known of it then.
    func exitCode(opening failure: StoreFailure) -> ExitCode {
        failure.isLasting ? .configuration : failure.exitCode
    }

    func run(in opened: Workspace) async throws -> any Report {
        var systems: Set<SystemName> = []
        for name in system { systems.insert(try await opened.system(name).name) }
        if let notice = Notice.weakness(opened.durability) { Output.message(notice) }
        let (leave, log) = (WorkerLeave(), WorkLog(isOnce: once, isJSON: json))
        StandardError.writeApart()
        EndRequests.answer { signal, isFirst in
            guard isFirst else { return .ends([RunWords.left(inDoubt: log.underWay)]) }
            leave.press()
            return .finishes([RunWords.left])
        }
        await Worker(opened, systems: systems, isOnce: once, leave: leave) { log.take($0) }.work()
        log.end()
        // What came of runs is told by them; a service that was asked to end has done what it should.
        return Printed(exitCode: once ? log.exitCode : .success)
    }
}
