import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct RunsShowCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a bulk run: where it stands, and what came of each account."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var run: RunArgument
    @Option(
        help: ArgumentHelp(
            "The file for what is not synchronized, with the reasons, as plan --from reads it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var rejects: String?
    @Flag(help: "Show the plan instead: what is sent for each account.")
    var plan = false
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard rejects != "-" else { throw ValidationError("--rejects needs a file, not -.") }
    }

    func run(in opened: Workspace) async throws -> any Report {
        if plan {
            let (run, plan) = (try await opened.run(run.id), try await opened.plan(of: run.id).plan)
            let forecast = try await opened.forecast(of: plan, limits: run.limits)
            let definitions = try await opened.systems.definitions(of: plan.system)
            return Shown(PlanDocument(told: plan, forecast: forecast)) {
                var table = PlanAsTable()
                table.add(plan.items.map { $0.naming(definitions) })
                table.printEnd(plan.tally, forecast, of: run)
            }
        }
        let file = try OutputFile.named(rejects)
        let whole = try await opened.whole(run.id)
        let story = RunStory(whole.plan, whole.changes)
        var shown = RunShown(story, whole.changes.run, pause: try await opened.pause(holdingUp: whole.changes.run))
        if let file { shown.lostFile = file.writing(try await opened.rejects(of: story).utf8) }
        return shown
    }
}

/// A run as it is shown, with its accounts.
struct RunShown: Report, Encodable {
    var run: RunJSON
    var accounts: [ToldItem]
    private let stored: StoredRun
    /// Why nothing is sent to its system for now.
    private let pause: Reason?
    /// What is said of a file that could not be written.
    var lostFile: Notice?

    private enum CodingKeys: String, CodingKey { case run, accounts }

    init(_ story: RunStory, _ stored: StoredRun, pause: Reason? = nil) {
        (self.stored, self.pause) = (stored, pause)
        run = RunJSON(stored)
        accounts = story.plan.items.enumerated()
            .map { index, item in
                let entry = story.entries[index]
                var told = ToldItem(item, story.told(index), entry, on: stored.system)
                (told.by, told.at) = (entry?.by, entry?.at)
                return told
            }
    }

    var complaint: Notice? { lostFile }
    var exitCode: ExitCode { lostFile == nil ? .success : .workspace }

    func print() {
        Output.line(RunWords.title(stored))
        if let turn = RunWords.turn(stored, at: Date()) { Output.line(turn) }
        if let held = RunWords.held(stored) { Output.line(held) }
        if let pause { Output.lines(Notice.paused(stored, pause).lines) }
        if let approval = stored.approval, approval.given != nil || stored.stop == nil {
            Output.line(RunWords.approval(approval))
        }
        if let stop = stored.stop { Output.line(RunWords.stopped(stop)) }
        Output.line()
        var table = Table("CODE", "NAME", "STATE", "EXTERNAL ID", "WHEN", "BY", "MESSAGE")
        for item in accounts {
            table.add(
                item.account.code ?? "",
                item.account.name ?? "",
                item.state,
                item.externalId ?? "",
                item.at?.stamp ?? "",
                item.by ?? "",
                item.isSynchronized ? "" : item.words
            )
        }
        table.print()
    }
}

/// How a run ended, for whoever waited for it: like the run itself, it succeeds if all are synchronized.
struct RunWaited: Report {
    let shown: RunShown
    let story: RunStory
    let ending: BulkRun.Ending

    var json: RunShown { shown }
    func print() {
        for item in shown.accounts where !item.isSynchronized { item.printLine() }
        Output.lines(story.summary.lines)
    }
    var exitCode: ExitCode { ExitCode(of: story.standings, ending) }
}

extension Workspace {
    /// Why nothing of a run is sent for now, if its system is paused; nil if the run waits for something else.
    func pause(holdingUp run: StoredRun) async throws(StoreFailure) -> Reason? {
        guard !run.isOver, !run.awaitsApproval else { return nil }
        return try await systems.system(named: run.system)?.pause
    }
}

extension Plan.Item {
    /// The same with choices as a person reads them: the kept plan has their ids alone.
    fileprivate func naming(_ definitions: SyncOptionDefinitions?) -> Plan.Item {
        guard let definitions else { return self }
        var item = self
        for (place, field) in fields.enumerated() {
            let definition = definitions.fields.first { $0.id == field.id }
            item.fields[place].shown = definition?.shown(field.value) ?? field.value
        }
        return item
    }
}
