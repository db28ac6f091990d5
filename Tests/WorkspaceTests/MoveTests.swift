import AccountStore
import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TeamStore
import TestKit
import Testing

@testable import Workspace

/// A workspace that moves from a folder to a book on a server, and back.
@Suite struct MoveTests {
    private let directory: TemporaryDirectory
    private let cluster: PrivateCluster
    private let database: String
    private var environment: [String: String] { ["HOME": directory.path, "USER": "tester"] }

    init() throws {
        directory = try TemporaryDirectory()
        cluster = try PrivateCluster.shared()
        database = try cluster.database()
    }

    private func folder(_ name: String = "ws") -> WorkspaceLocation { WorkspaceLocation(path: directory.file(name)) }
    private var book: WorkspaceLocation { location(cluster.address(of: database)) }
    private func location(_ name: String) -> WorkspaceLocation {
        WorkspaceLocation(given: name, environment: environment)
    }

    private func move(_ from: WorkspaceLocation, _ to: WorkspaceLocation) -> WorkspaceMove {
        WorkspaceMove(from: from, to: to, environment: environment)
    }

    private func store(_ location: WorkspaceLocation) throws -> any WorkspaceStore {
        try move(location, location).open(location)
    }

    private func intent(_ account: Account, _ attempt: AttemptID) -> Intent {
        Intent(
            attempt: attempt,
            account: account.id,
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
            parent: nil,
            email: account.email,
            options: ["role": "1"],
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "tester"
        )
    }

    /// A workspace with something in every table; `more` are further accounts.
    private func furnish(_ location: WorkspaceLocation, more: [Account] = []) async throws {
        try Workspace.create(at: location, environment: environment)
        let store = try store(location)
        var direct = Samples.direct
        direct.origin = Account.Origin(.bss, asOf: Samples.moment(7).wall)
        direct.name = "Tab\tBackslash\\N \"quotes\"\r\nand 東京"
        try await store.write([Samples.reseller, Samples.customer, direct] + more)
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment(0.123_456_789).wall)
        _ = try await store.commit(intent(Samples.direct, "a1"))
        _ = try await store.commit(.created("DBX-ä1"), of: "a1", at: Samples.moment(1.1))
        _ = try await store.commit(intent(Samples.reseller, "a2"))
        _ = try await store.commit(.inDoubt(.status(500)), of: "a2", at: Samples.moment(2))
        var bss = BSSConnection(
            name: "BSS",
            url: "https://bss.example",
            clientKey: .environment("KEY"),
            clientSecret: .file("secrets/bss"),
            username: .command("pass user"),
            password: .environment("PASSWORD")
        )
        bss.caFile = "ca.pem"
        try await store.setBSS(bss)
        let problem = RowProblem(place: FilePlace(line: 4), column: "parent_code", code: "C-9", id: "9", kind: .cycle)
        _ = try await store.changeAccounts { writer throws(StoreFailure) in
            try writer.keep(RefusedRows([problem], of: .file("a.csv"), at: Samples.moment(5).wall))
            return true
        }
        let run = NewRun(
            system: "Dropbox",
            hash: "hash",
            plan: "{}",
            accounts: [Samples.direct.id, "77"],
            limits: RunLimits(),
            by: "anna"
        )
        let id = try await store.begin(run, at: Samples.moment())
        let record = RunRecord(.synchronized, externalID: "DBX-ä1", at: Samples.moment(3).wall, by: "t")
        try await store.end([0: record, 1: RunRecord(.skipped, at: Samples.moment(3).wall, by: "t")], of: id)
        #expect(try await store.finish(id, .complete, at: Samples.moment(4))?.isOver == true)
    }

    /// What the ports answer.
    private func answers(_ location: WorkspaceLocation) async throws -> [String] {
        let store = try store(location)
        let check = try await store.check()
        #expect(check.fault == nil && check.count == 4)
        // A dictionary is not always described in one order.
        let runs = try await store.runs(limit: 9).map { "\($0.id) \($0.system) \($0.ended as Any) \($0.counts.count)" }
        return [
            "\(try await store.workspace())", "\(try await store.allAccounts())", "\(try await store.systems())",
            "\(String(describing: try await store.definitions(of: "Dropbox")))",
            "\(String(describing: try await store.row(id: "1")))",
            "\(String(describing: try await store.row(id: "3")))",
            "\(try await store.history(of: nil, limit: 100))", "\(runs)",
            "\(String(describing: try await store.changes(of: RunID(rawValue: 1), after: 0)?.items))",
            "\(String(describing: try await store.bss()))", "\(try await store.pullState())",
            "\(String(describing: try await store.logHead()))",
        ]
    }

    private func same(_ one: WorkspaceLocation, _ other: WorkspaceLocation) async throws {
        let (one, other) = (try store(one), try store(other))
        _ = try one.compare(with: other.rows) { _ in }
    }

    /// Where an account may be sent now, of those places.
    private func open(_ places: [WorkspaceLocation], _ attempt: AttemptID = "late") async throws -> [WorkspaceLocation]
    {
        var open: [WorkspaceLocation] = []
        for place in places {
            do {
                if case .committed = try await store(place).commit(intent(Samples.customer, attempt)) {
                    open.append(place)
                }
            } catch StoreFailure.closed {
            } catch StoreFailure.missing {}
        }
        return open
    }

    @Test func `everything is the same on a server, and back in a folder`() async throws {
        try await furnish(folder())
        let before = try await answers(folder())
        let result = try await move(folder(), book).run()
        #expect(result.rows["accounts"] == 3 && result.rows["log"] == 4 && result.rows["run_items"] == 2)
        #expect(result.rows.count == MovedTable.all.count, "a table without rows proves nothing: \(result.rows)")
        #expect(result.staying == ["BSS"])
        #expect(try await answers(book) == before)
        try await same(folder(), book)
        _ = try await move(book, folder("back")).run()
        #expect(try await answers(folder("back")) == before)
        try await same(folder(), folder("back"))
        #expect(try await open([folder(), book, folder("back")]) == [folder("back")])
        let ended = try await Workspace.open(folder(), environment: environment)
        #expect(ended.isReadOnly && ended.closing?.phase == .moved)
    }

    @Test func `what is new on the server has numbers of its own`() async throws {
        try await furnish(folder())
        _ = try await move(folder(), book).run()
        let store = try store(book)
        var account = Samples.direct
        (account.id, account.code, account.email) = ("99", "N-99", "n@n.example")
        let version = try await store.version()
        try await store.write([account])
        #expect(try await store.changes(since: version).accounts.map(\.code) == ["N-99"])
        let run = NewRun(
            system: "Dropbox",
            hash: "h",
            plan: "{}",
            accounts: ["99"],
            limits: RunLimits(),
            by: "b"
        )
        #expect(try await store.begin(run, at: Samples.moment()) == RunID(rawValue: 2))
        _ = try await store.commit(intent(Samples.customer, "new"))
        #expect(try await store.check().count == 5)
    }

    @Test(arguments: [false, true]) func `a store that was open before sends nothing any more`(
        _ back: Bool
    ) async throws {
        let (from, to) = back ? (book, folder()) : (folder(), book)
        try await furnish(from)
        let before = try store(from)
        _ = try await before.row(id: "2")
        _ = try await move(from, to).run()
        for write in [
            { _ = try await before.commit(intent(Samples.customer, "late")) },
            { try await before.write([Samples.customer]) },
            { try await before.setPause("Dropbox", .words("no")) },
        ] as [() async throws -> Void] {
            await #expect { try await write() } throws: { error in
                if case StoreFailure.closed(_, let closing) = error { closing.phase == .moved } else { false }
            }
        }
        #expect(try await before.history(of: nil, limit: 9).count == 4)
        #expect(try await open([from, to]) == [to])
    }

    /// The control of the trigger that refuses to count a change: a program that was open before the move looks at nothing else.
    @Test(arguments: [true, false])
    func `whoever had the book open before it moved sends nothing more; without the trigger both places would`(
        isGuarded: Bool
    ) async throws {
        try await furnish(book)
        let before = try store(book)
        _ = try await before.row(id: "2")
        _ = try await move(book, folder()).run()
        if !isGuarded {
            try cluster.sql("DROP TRIGGER workspace_closed ON account_sync.workspace", in: database)
        }
        var sent = 0
        for store in [before, try store(folder())] {
            do {
                if case .committed = try await store.commit(intent(Samples.customer, "late")) { sent += 1 }
            } catch StoreFailure.closed {}
        }
        #expect(sent == (isGuarded ? 1 : 2))
    }

    @Test func `unless the source were closed, both would send`() async throws {
        try await furnish(folder())
        let before = try store(folder())
        let closing = Closing(.moving, book.place, move: "m")
        try await before.close(closing)
        try Workspace.create(at: book, environment: environment)
        let target = try store(book)
        let arriving = Closing(.arriving, folder().place, move: "m", copy: "c")
        _ = try await target.take(from: before, before.identity(), closing: arriving) { _ in }
        #expect(try await open([folder(), book]).isEmpty)
        // A move that forgot to mark.
        #expect(try await before.replace(closing, with: nil))
        #expect(try await target.replace(arriving, with: nil))
        #expect(try await open([folder(), book]).count == 2)
    }

    @Test(arguments: [false, true]) func `a move is taken up wherever it was cut off`(_ back: Bool) async throws {
        let (from, to) = back ? (book, folder()) : (folder(), book)
        try await furnish(from)
        let before = try await answers(from)
        let move = move(from, to)
        // Cut off after the source was closed.
        let source = try store(from)
        let (target, closing) = try await move.begin(source)
        #expect(try await open([from, to]).isEmpty)
        _ = try await WorkspaceMove.cancel(from, environment: environment)
        #expect(try await source.closing() == nil)
        // A copy that was made for a cancelled move is not used, and replaced.
        let old = Closing(.arriving, from.place, move: closing.move, copy: "old")
        _ = try await target.take(from: source, source.identity(), closing: old) { _ in }
        #expect(try await open([to]).isEmpty)
        let (_, second) = try await move.begin(source)
        #expect(second.move != closing.move)
        // Cut off after everything was copied, before the source knew.
        let copied = Closing(.arriving, from.place, move: second.move, copy: "new")
        _ = try await target.take(from: source, source.identity(), closing: copied) { _ in }
        #expect(try await open([from, to]).isEmpty)
        // Cut off before the target was opened.
        let done = try await move.copy(source, target, second)
        #expect(done.closing == Closing(.moved, to.place, move: second.move, copy: "new"))
        #expect(try await open([from, to]).isEmpty)
        await #expect(throws: StoreFailure.unmovable(path: from.shown, .isOver(to.place))) {
            _ = try await WorkspaceMove.cancel(from, environment: environment)
        }
        _ = try await move.run()
        #expect(try await answers(to) == before)
        // Once more is nothing.
        _ = try await move.run()
        #expect(try await open([from, to]) == [to])
    }

    @Test(arguments: [false, true]) func `a move that is cancelled takes its copy away, and the next one finds room`(
        _ back: Bool
    ) async throws {
        let (from, to) = back ? (book, folder()) : (folder(), book)
        try await furnish(from)
        let before = try await answers(from)
        let move = move(from, to)
        let source = try store(from)
        let (target, closing) = try await move.begin(source)
        let copied = Closing(.arriving, from.place, move: closing.move, copy: "c")
        _ = try await target.take(from: source, source.identity(), closing: copied) { _ in }
        let cancelled = try await WorkspaceMove.cancel(from, environment: environment)
        #expect(cancelled == WorkspaceMove.Cancelled(place: to.shown, copy: .removed))
        #expect(try await target.closing() == nil)
        let (own, left) = (try await source.identity().id, try await target.identity().id)
        #expect(own != left)
        for table in MovedTable.all { #expect(try target.rows(of: table, after: nil).isEmpty, "\(table.table)") }
        #expect(try await answers(from) == before)
        _ = try await move.run()
        #expect(try await answers(to) == before)
        #expect(try await open([from, to]) == [to])
    }

    @Test func `a move that is cancelled takes nothing away but its own copy, and says if it cannot look`() async throws
    {
        try await furnish(folder())
        let source = try store(folder())
        let (target, _) = try await move(folder(), book).begin(source)
        let other = Closing(.arriving, folder().place, move: "another", copy: "c")
        _ = try await target.take(from: source, source.identity(), closing: other) { _ in }
        #expect(try await WorkspaceMove.cancel(folder(), environment: environment).copy == .absent)
        #expect(try await target.closing() == other)
        try await source.close(Closing(.moving, "postgresql:///book?host=/tmp/no-such-folder", move: "m"))
        let cancelled = try await WorkspaceMove.cancel(folder(), environment: environment)
        if case .left(.server(_, .unreachable)) = cancelled.copy {
        } else {
            Issue.record("\(cancelled)")
        }
        #expect(try await source.closing() == nil)
    }

    @Test(arguments: [false, true]) func `a copy does not move until it is accepted as the home`(
        _ begun: Bool
    ) async throws {
        try await furnish(folder())
        if begun { _ = try await move(folder(), book).begin(try store(folder())) }
        try FileManager.default.copyItem(atPath: folder().path, toPath: folder("copy").path)
        let copy = move(folder("copy"), book)
        await #expect {
            _ = try await copy.run()
        } throws: { error in
            if case StoreFailure.away(_, let parts) = error { parts.contains(.file) } else { false }
        }
        #expect(try await store(folder("copy")).closing()?.phase == (begun ? .moving : nil))
        _ = try await move(folder(), book).run()
        #expect(try await open([folder(), book]) == [book])
    }

    @Test func `a move to one place is not taken up at another one`() async throws {
        try await furnish(folder())
        _ = try await move(folder(), book).begin(try store(folder()))
        await #expect(throws: StoreFailure.unmovable(path: folder().shown, .begunElsewhere(book.place))) {
            _ = try await move(folder(), folder("other")).run()
        }
        await #expect(throws: StoreFailure.unmovable(path: folder().shown, .samePlace)) {
            _ = try await move(folder(), folder()).run()
        }
    }

    @Test(arguments: [false, true])
    func `nothing moves while something is under way, or to where something is`(_ back: Bool) async throws {
        let (from, to) = back ? (book, folder()) : (folder(), book)
        try await furnish(from)
        let sending = try store(from)
        _ = try await sending.commit(intent(Samples.customer, "now"))
        await #expect(throws: StoreFailure.unmovable(path: from.shown, .underWay(links: 1, runs: []))) {
            _ = try await move(from, to).run()
        }
        _ = try await sending.commit(.refused(status: 400, message: "no"), of: "now", at: Samples.moment(9))
        let run = NewRun(system: "Dropbox", hash: "h", plan: "{}", accounts: [], limits: RunLimits(), by: "b")
        let id = try await sending.begin(run, at: Samples.moment())
        let left = [MoveProblem.Run(id, on: "Dropbox")]
        await #expect(throws: StoreFailure.unmovable(path: from.shown, .underWay(links: 0, runs: left))) {
            _ = try await move(from, to).run()
        }
        // Whoever was asked to stop it died before its end was written down.
        try await sending.stop(id, by: "b", at: Samples.moment())
        try Workspace.create(at: to, environment: environment)
        try await store(to).write([Samples.direct])
        await #expect { _ = try await move(from, to).run() } throws: { error in
            if case StoreFailure.unmovable(_, .notEmpty) = error { true } else { false }
        }
        #expect(try await sending.closing() == nil)
        #expect(try await store(to).allAccounts().count == 1)
    }

    @Test func `what the server cannot keep is named, and nothing is there`() async throws {
        for (value, obstacle) in [("a\0b", MoveProblem.Obstacle.nul), (Self.long, .tooLong)] {
            let (name, database) = (UUID().uuidString, try cluster.database())
            let book = location(cluster.address(of: database))
            var account = Samples.direct
            (account.id, account.code, account.name) = ("50", "L-50", value)
            try await furnish(folder(name), more: [account])
            await #expect {
                _ = try await move(folder(name), book).run()
            } throws: { error in
                guard case StoreFailure.unmovable(_, .unstorable(let place, obstacle)) = error else { return false }
                return place.table == "accounts" && place.row.contains("L-50")
            }
            #expect(try cluster.sql("SELECT count(*) FROM account_sync.accounts", in: database) == "0")
            _ = try await WorkspaceMove.cancel(folder(name), environment: environment)
            #expect(try await open([folder(name), book], "x") == [folder(name)])
        }
    }

    /// It cannot be compressed to what an index takes.
    private static let long = String(
        decoding: (0..<9_000).map { _ in UInt8.random(in: 97...122) },
        as: UTF8.self
    )
}
