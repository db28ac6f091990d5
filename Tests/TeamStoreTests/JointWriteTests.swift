import Accounts
import Dispatch
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

/// What a process writes for several sends at once: one transaction, and all that holds for many.
@Suite struct JointWriteTests {
    /// Holds the first statement of a store up, until it is let go.
    private final class Gate: Sendable {
        private let isShut = Atomic(false)
        private let opened = DispatchSemaphore(value: 0)
        private let reached = Atomic(false)

        var isReached: Bool { reached.load(ordering: .acquiring) }

        func shut() { isShut.store(true, ordering: .releasing) }

        func pass() {
            guard isShut.exchange(false, ordering: .acquiringAndReleasing) else { return }
            reached.store(true, ordering: .releasing)
            _ = opened.wait(timeout: .now() + .seconds(60))
        }

        func open() { opened.signal() }
    }

    private static let accounts = (0..<6)
        .map { number in
            var account = Samples.direct
            account.id = AccountID("j\(number)")
            account.code = AccountCode("J-\(number)")
            account.email = "j\(number)@x.example"
            return account
        }

    /// Starts calls that all wait for the same line, behind one for the sample account; returns what came of them, and how
    /// many transactions there were for them.
    private func together(
        _ book: Book,
        _ store: TeamStore,
        _ gate: Gate,
        _ calls: [@Sendable () async throws -> String]
    ) async throws -> (results: [String], commits: Int) {
        func commits() throws -> Int {
            Int(try book.cluster.sql("SELECT count(*) FROM account_sync.commits", in: book.database)) ?? 0
        }
        gate.shut()
        async let first = store.commit(.sample(Samples.direct, "first"))
        while !gate.isReached { await Task.yield() }
        let before = try commits()
        let tasks = await withTaskGroup(of: Void.self) { _ in
            var tasks: [Task<String, any Error>] = []
            for (number, call) in calls.enumerated() {
                tasks.append(Task { try await call() })
                // In this order.
                while store.joint.writes.count <= number { await Task.yield() }
            }
            return tasks
        }
        gate.open()
        guard case .committed = try await first else { return ([], 0) }
        var results: [String] = []
        for task in tasks {
            do { results.append(try await task.value) } catch { results.append("\(error)") }
        }
        return (results, try commits() - before - 1)
    }

    private func furnished() async throws -> (Book, TeamStore, Gate) {
        let (book, gate) = (try await Book.furnished(), Gate())
        let store = try book.open { statement in
            gate.pass()
            return statement
        }
        try await store.write(Self.accounts)
        return (book, store, gate)
    }

    private static func intent(_ number: Int, email: String? = nil, by: String? = nil) -> Intent {
        var intent = Intent.sample(accounts[number], AttemptID("a\(number)"), email: email)
        if let by { intent.by = by }
        return intent
    }

    private static func kind(_ verdict: IntentVerdict) -> String {
        switch verdict {
        case .committed: "committed"
        case .claimed: "claimed"
        case .changed(let changes): "changed \(changes)"
        }
    }

    @Test func `intents that wait for each other are committed at once, each with its line of the log`() async throws {
        let (book, store, gate) = try await furnished()
        let found = try await together(
            book,
            store,
            gate,
            (0..<6).map { number in { Self.kind(try await store.commit(Self.intent(number))) } }
        )
        #expect(found.results == Array(repeating: "committed", count: 6))
        #expect(found.commits == 1)
        for number in 0..<6 { #expect(try await store.isSending(AttemptID("a\(number)"))) }
        let history = try await store.history(of: nil, limit: 99)
        #expect(history.map(\.event) == Array(repeating: .intent, count: 7))
        let check = try await store.check()
        #expect(check.fault == nil && check.count == 7)
    }

    @Test func `of two intents with one email the second one is refused, as if it had come later`() async throws {
        let (book, store, gate) = try await furnished()
        let found = try await together(
            book,
            store,
            gate,
            [
                { Self.kind(try await store.commit(Self.intent(0, email: "same@x.example"))) },
                { Self.kind(try await store.commit(Self.intent(1, email: "same@x.example"))) },
                { Self.kind(try await store.commit(Self.intent(2))) },
            ]
        )
        #expect(found.results[0] == "committed" && found.results[2] == "committed")
        #expect(found.results[1].hasPrefix("changed"), "\(found.results[1])")
        // The second one wrote nothing but what it locked.
        #expect(try await store.row(id: "j1")?.links.isEmpty == true)
    }

    @Test func `two outcomes with one id are a conflict, as if one had come later`() async throws {
        let (book, store, gate) = try await furnished()
        for number in 0..<2 { _ = try await store.commit(Self.intent(number)) }
        let found = try await together(
            book,
            store,
            gate,
            (0..<2)
                .map { number in
                    {
                        switch try await store.commit(
                            .created("one"),
                            of: AttemptID("a\(number)"),
                            at: Samples.moment(1)
                        ) {
                        case .recorded(let link): link.state.rawValue
                        case .conflict(let link, let holder): "\(link.state.rawValue) with \(holder.account.id)"
                        case .stale: "stale"
                        }
                    }
                }
        )
        #expect(found.results == ["synchronized", "conflict with j0"])
        #expect(found.commits == 2)
    }

    @Test func `one that the server refuses leaves the others as they are`() async throws {
        let (book, store, gate) = try await furnished()
        try book.cluster.sql(
            """
            SET search_path = account_sync;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'AS002'; END $$;
            CREATE TRIGGER z_refuse BEFORE INSERT ON attempts FOR EACH ROW WHEN (NEW.attempt = 'a1') EXECUTE FUNCTION refuse();
            """,
            in: book.database
        )
        let found = try await together(
            book,
            store,
            gate,
            (0..<4).map { number in { Self.kind(try await store.commit(Self.intent(number))) } }
        )
        #expect(found.results[0] == "committed" && found.results[2] == "committed" && found.results[3] == "committed")
        #expect(found.results[1] != "committed")
        #expect(found.commits == 3, "each by itself")
        #expect(try await store.row(id: "j1")?.links.isEmpty == true)
        #expect(try await !store.isSending("a1"))
    }

    @Test func `an item's end, an outcome and an intent go together`() async throws {
        let (book, store, gate) = try await furnished()
        _ = try await store.commit(Self.intent(0))
        let run = try await store.begin(
            NewRun(
                system: "Dropbox",
                hash: "h",
                plan: "",
                accounts: Self.accounts.map(\.id),
                limits: RunLimits(),
                by: "tester"
            ),
            at: Samples.moment()
        )
        let record = RunRecord(.synchronized, externalID: "e5", at: Samples.moment(1).wall, by: "tester", counts: true)
        let found = try await together(
            book,
            store,
            gate,
            [
                { Self.kind(try await store.commit(Self.intent(1))) },
                {
                    try await store.end([5: record], of: run)
                    return "ended"
                },
                { "\(try await store.commit(.created("e0"), of: "a0", at: Samples.moment(1)).isRecorded)" },
            ]
        )
        #expect(found.results == ["committed", "ended", "true"])
        #expect(found.commits == 1)
        #expect(try await store.run(run)?.counts == [.synchronized: 1])
        #expect(try await store.row(id: "j0")?.links["Dropbox"]?.externalID == "e0")
    }

    @Test func `items that end at the same moment are one statement, and only those of the process end`() async throws {
        let (book, gate) = (try await Book.furnished(), Gate())
        let ends = Atomic(0)
        let store = try book.open { statement in
            gate.pass()
            if statement.contains("UPDATE run_items SET owner = NULL, result") { ends.add(1, ordering: .relaxed) }
            return statement
        }
        try await store.write(Self.accounts)
        var run = NewRun.sample(4)
        run.accounts = Self.accounts.prefix(4).map(\.id)
        let id = try await store.begin(run, at: Samples.moment())
        let other = try book.open()
        #expect(try await store.take([0, 1], of: id, within: RunLimits(), at: Samples.moment()) == .taken([0, 1]))
        #expect(try await other.take([2], of: id, within: RunLimits(), at: Samples.moment()) == .taken([2]))
        ends.store(0, ordering: .relaxed)
        @Sendable func record(_ name: String) -> RunRecord {
            RunRecord(.synchronized, externalID: ExternalID(name), at: Samples.moment(1).wall, by: "t", counts: true)
        }
        let found = try await together(
            book,
            store,
            gate,
            [[1: "b"], [2: "not ours"], [0: "a"], [0: "later"]]
                .map { names in
                    {
                        try await store.end(names.mapValues(record), of: id)
                        return "ended"
                    }
                }
        )
        #expect(found.results == Array(repeating: "ended", count: 4))
        // The second end of an item comes after the first one, in a transaction of its own.
        let statements = ends.load(ordering: .relaxed)
        #expect(found.commits == 2 && statements == 2)
        let items = try #require(try await store.changes(of: id, after: 0)).items
        let (a, b) = (record("a"), record("b"))
        #expect(items.map(\.standing) == [.ended(a), .ended(b), .taken(isOurs: false), .free])
    }

    @Test func `items are taken along with an intent, and never more than there is room for`() async throws {
        let (book, store, gate) = try await furnished()
        let limits = RunLimits(inFlight: 3)
        let new = NewRun(
            system: "Dropbox",
            hash: "h",
            plan: "",
            accounts: Self.accounts.map(\.id),
            limits: limits,
            by: "tester"
        )
        let runs = [
            try await store.begin(new, at: Samples.moment()), try await store.begin(new, at: Samples.moment(1)),
        ]
        @Sendable func take(_ places: [Int], of run: Int = 0) async throws -> String {
            switch try await store.take(places, of: runs[run], within: limits, at: Samples.moment()) {
            case .taken(let taken): "\(taken)"
            case .holding: "holding"
            case .over: "over"
            }
        }
        // The first ones find out at which system.
        #expect(try await take([0]) == "[0]")
        #expect(try await take([0], of: 1) == "[0]")
        let found = try await together(
            book,
            store,
            gate,
            [
                { Self.kind(try await store.commit(Self.intent(0))) }, { try await take([1, 2, 3]) },
                { try await take([4, 5]) }, { try await take([1, 2], of: 1) },
            ]
        )
        #expect(found.results == ["committed", "[1]", "[]", "[]"])
        #expect(found.commits == 1, "those that find no room change nothing")
    }

    @Test func `what is joined by keys is found by an index, however small a table is`() async throws {
        let book = try await Book.furnished()
        let line = Line(try book.address, isReadOnly: true, label: "planning", isRoutine: true)
        let dialect = PostgreSQL()
        let wanted = dialect.selection(
            of: ["id": ["x"], "folded": ["x"], "claim": ["x"], "own": ["x"]],
            after: 0
        )
        let plans = try line.useNow { line in
            try line.read { session in
                // What a planner does that takes the table for small.
                try session.runLater("SET LOCAL enable_nestloop = off", counts: false)
                return try [dialect.hasWantedID, "links.account = wanted.id AND links.system = wanted.claim"]
                    .map { condition in
                        let sql =
                            "WITH wanted AS (\(wanted.sql)) SELECT links.* FROM \(dialect.join(.links, where: condition))"
                        return try session.run("EXPLAIN \(sql)", wanted.values).all
                            .map { $0.value("QUERY PLAN").string ?? "" }.joined(separator: "\n")
                    }
            }
        }
        for plan in plans {
            #expect(plan.contains("Nested Loop") && plan.contains("Index Scan"), "\(plan)")
            #expect(!plan.contains("Hash Join") && !plan.contains("Seq Scan on links"), "\(plan)")
        }
    }

    @Test func `a gate that is asked for several attempts at once says of each whether it is sending`() async throws {
        let (book, store, _) = try await furnished()
        for number in 0..<4 { _ = try await store.commit(Self.intent(number)) }
        _ = try await store.commit(.created("e2"), of: "a2", at: Samples.moment(1))
        let other = try book.open()
        _ = try await other.commit(Self.intent(4))
        let answers = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<6 {
                group.addTask { (number, try await store.isSending(AttemptID("a\(number)"))) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers == [0: true, 1: true, 2: false, 3: true, 4: false, 5: false])
    }
}

extension OutcomeVerdict {
    fileprivate var isRecorded: Bool { if case .recorded = self { true } else { false } }
}
