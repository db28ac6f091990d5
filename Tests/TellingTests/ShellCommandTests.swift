import Accounts
import Foundation
import Samples
import Synchronizing
import Telling
import Testing
import Workspace

/// Commands that are printed to be copied into a shell, whatever is in the names in them.
@Suite struct ShellCommandTests {
    private static let code: AccountCode = "-R $(id)|'x"
    private static let system: SystemName = "Acronis $(id) EU"
    private static let path = "/w $(id)/x;y"

    /// The words that a shell makes of a command.
    private func words(_ command: String) throws -> [String] {
        let (shell, output) = (Process(), Pipe())
        shell.executableURL = URL(filePath: "/bin/sh")
        let program = "account_sync() { printf '%s\\0' \"$@\"; }\n"
        shell.arguments = ["-c", program + command.replacing("account-sync", with: "account_sync")]
        shell.standardOutput = output
        try shell.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `each value is one word, and one that begins with a hyphen is no option`() throws {
        let system = SystemName(rawValue: "Drop Box")
        func said(_ command: ShellCommand, _ words: String...) throws {
            #expect(try self.words(command.description) == words, "\(command)")
        }
        try said("resolve \(AccountCode("R 2")) --system \(system)", "resolve", "R 2", "--system", "Drop Box")
        try said("resolve \(AccountCode("-R")) --system \(system)", "resolve", "--system", "Drop Box", "--", "-R")
        try said("members add a --below \(AccountCode("-R"))", "members", "add", "a", "--below=-R")
        try said("plan \(["A", "-B", "C d"] as [AccountCode]) --all", "plan", "A", "C d", "--all", "--", "-B")
        try said("status \(AccountCode("a'b$(id)`|"))", "status", "a'b$(id)`|")
        try said("synchronize X --set \("Odd label")=VALUE", "synchronize", "X", "--set", "Odd label=VALUE")
        try said("resolve \(AccountCode("-R"))" + "--workspace \("/a b")", "resolve", "--workspace", "/a b", "--", "-R")
        #expect("\(ShellCommand("status \(AccountCode("R-1"))"))" == "account-sync status R-1")
        #expect("\("" as ShellCommand)" == "account-sync")
    }

    /// Whatever prints a command about something that has a name, with names that a shell would take apart.
    private static var notices: [Notice] {
        var (reseller, customer) = (Samples.reseller, Samples.customer)
        (reseller.code, customer.code) = (code, code)
        var registered = Samples.system(name: system)
        registered.pause = .refused(status: 401, message: "no")
        var situation = Samples.situation(customer, parent: Samples.synchronizedReseller)
        situation.system = registered
        let form = SyncForm(situation)
        func link(_ state: SyncState) -> Link {
            Link(
                account: customer.id,
                system: system,
                state: state,
                externalID: "dbx-2",
                changed: Samples.moment().wall,
                by: "tester"
            )
        }
        let conclusions: [Conclusion] = [
            .unanswered(.unclear(.broken(.timedOut))), .paused(.words("no")), .disabled,
            .inDoubt(link(.inDoubt), .broken(.timedOut)),
            .claimed(link(.inDoubt)), .claimed(link(.conflict)),
            .refused(.init(status: 401, message: "", isBeforeSending: true)),
        ]
        let problem = RowProblem(
            place: FilePlace(line: 2, element: nil),
            column: nil,
            code: nil,
            id: nil,
            kind: .missing
        )
        let row = RefusedRow(problem, of: .file(path), at: Samples.moment().wall)
        let closings = [Closing.Phase.moving, .moved, .arriving].map { Closing($0, path, move: "m") }
        let problems: [CommandProblem] = [
            .decided(customer, system), .noAttempt(customer, system, nil), .noAttempt(customer, system, 3),
        ]
        return conclusions.map { Notice($0, of: form) } + problems.map { Notice($0) }
            + closings.map { Notice($0, at: path) }
            + [MoveProblem.begunElsewhere(path), .isOver(path)].map { Notice(StoreFailure.unmovable(path: path, $0)) }
            + Notice.recovered([link(.inDoubt)])
            + [
                Notice(.quarantined(.failures(4, of: 10)), of: [], system: system),
                Notice(left: "Sonne", code, .recording, at: system), Notice(left: "Sonne", code, nil, at: system),
                Notice(StoreFailure.server(path: "postgresql://h/b", .passwordFileExposed(path))),
                Inbox.Item.system(registered).notice(by: nil), Inbox.Item.row(row).notice(by: nil),
            ]
    }

    @Test func `no name in a command that a notice prints is taken apart by a shell`() throws {
        var commands = 0
        for line in Self.notices.flatMap(\.lines) {
            guard let start = line.firstRange(of: #/account-sync |chmod 600 /#) else { continue }
            let rest = line[start.lowerBound...]
            commands += 1
            var quoted = String(rest)
            for name in [Self.code.rawValue, Self.system.rawValue, Self.path] {
                quoted = quoted.replacing("'" + name.replacing("'", with: "'\\''") + "'", with: "NAME")
            }
            #expect(!quoted.contains("$(id)"), "\(line)")
        }
        #expect(commands >= 18, "\(commands)")
    }

    @Test func `a command that moves a workspace names it, and leads to where it is`() throws {
        let moved = Notice(StoreFailure.unmovable(path: "/a", .isOver("/b c")))
        #expect(moved.headline == "The workspace at /a has moved to /b c for good; nothing was changed.")
        #expect(moved.cure == "Move it on from there: `account-sync move --to PLACE --workspace '/b c'`.")
        let moving = Notice(StoreFailure.unmovable(path: "/a", .begunElsewhere("/b")))
        #expect(
            moving.cure
                == "Go on with `account-sync move --to /b --workspace /a`, exactly so, or stay with `account-sync move --cancel --workspace /a`."
        )
        #expect(
            Notice(Closing(.moved, "/b", move: "m"), at: "/a").cure == "Use it there: `account-sync --workspace /b`."
        )
    }

    @Test func `what needs nobody is told without what to do, and what does with the list of it`() throws {
        var report = OfferReport()
        (report.sends, report.offered, report.synchronized) = (3, 1, 1)
        #expect(Notice.offered(report)?.cure == nil)
        report.inDoubt = 1
        let cure = try #require(Notice.offered(report)?.cure)
        #expect(cure.contains("`account-sync inbox`") && !cure.contains("resolve"))
    }
}
