import Accounts
import Samples
import Synchronizing
import Testing

/// The rows that the last import refused, kept in the import's own transaction.
@Suite struct RefusedRowTests {
    private static func problem(_ line: Int, _ kind: RowProblem.Kind = .missing) -> RowProblem {
        RowProblem(place: FilePlace(line: line), column: "name", code: AccountCode("C-\(line)"), id: nil, kind: kind)
    }

    private static func rows(_ problems: [RowProblem], of file: String? = "book.csv") -> RefusedRows {
        RefusedRows(problems, of: .file(file), at: Samples.moment(7).wall)
    }

    private func keep(_ rows: RefusedRows, in store: any Store, writing accounts: [Account] = []) async throws {
        _ = try await store.changeAccounts { writer throws(StoreFailure) in
            try writer.keep(rows)
            try writer.write(accounts)
            return true
        }
    }

    @Test(arguments: Engine.all)
    func `they are in the inbox of every system, in the order of the file`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let element = RowProblem(
            place: FilePlace(line: 1, element: 4),
            column: nil,
            code: nil,
            id: "17",
            kind: .duplicateID("17", holder: "R-1")
        )
        try await keep(Self.rows([Self.problem(3, .cells(found: 2, expected: 9)), element]), in: store)
        for system in [nil, "Dropbox"] as [SystemName?] {
            let inbox = try await store.inbox(InboxQuery(system: system))
            #expect(inbox.counts == [.notImported: 2])
            let rows = inbox.items.compactMap(\.row)
            #expect(rows.map(\.problem) == [Self.problem(3, .cells(found: 2, expected: 9)), element])
            #expect(rows.allSatisfy { $0.file == "book.csv" && $0.at == Samples.moment(7).wall })
        }
        #expect(try await store.inbox(InboxQuery(kind: .refused)).items.isEmpty)
        #expect(try await store.inbox(InboxQuery(kind: .notImported, limit: 1)).items.count == 1)
    }

    @Test(arguments: Engine.all)
    func `of very many the first are kept, and all are counted`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        try await keep(Self.rows((1...1_200).map { Self.problem($0) }, of: nil), in: store)
        let inbox = try await store.inbox(InboxQuery(limit: 5_000))
        #expect(inbox.counts == [.notImported: 1_200])
        #expect(inbox.items.compactMap(\.row?.problem.line) == Array(1...1_000))
        #expect(inbox.items.allSatisfy { $0.row?.file == nil })
    }

    @Test(arguments: Engine.all)
    func `the next import replaces them, and one without any clears them`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        try await keep(Self.rows([Self.problem(2), Self.problem(5)]), in: store)
        try await keep(Self.rows([Self.problem(9)], of: "other.csv"), in: store)
        let inbox = try await store.inbox(InboxQuery())
        #expect(inbox.items.compactMap(\.row).map { [$0.file, "\($0.problem.line)"] } == [["other.csv", "9"]])
        #expect(inbox.counts == [.notImported: 1])
        // Accounts are also written without an import.
        try await store.write([Samples.direct])
        #expect(try await store.inbox(InboxQuery()).counts == [.notImported: 1])
        try await keep(Self.rows([]), in: store)
        #expect(try await store.inbox(InboxQuery()) == Inbox())
    }

    @Test(arguments: Engine.all)
    func `an import that writes nothing keeps what the one before refused`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        try await keep(Self.rows([Self.problem(2)]), in: store)
        _ = try await store.changeAccounts { writer throws(StoreFailure) -> Bool? in
            try writer.keep(Self.rows([Self.problem(4)]))
            return nil
        }
        #expect(try await store.inbox(InboxQuery()).items.compactMap(\.row?.problem.line) == [2])
        var twin = Samples.direct
        twin = Account(
            id: "77",
            code: twin.code,
            name: "Twin",
            kind: .directCustomer,
            email: "t@x.example",
            country: "DE"
        )
        let other = twin
        await #expect(throws: StoreFailure.self) {
            try await keep(Self.rows([Self.problem(6)]), in: store, writing: [other])
        }
        #expect(try await store.inbox(InboxQuery()).items.compactMap(\.row?.problem.line) == [2])
    }

    // MARK: The BSS

    private static func pulled(
        _ ids: [Int],
        reason: RowProblem.Kind = .fixedParent,
        at seconds: Double = 8
    ) -> RefusedRows {
        let problems = ids.map { id in
            var problem = RowProblem(
                place: FilePlace(line: id),
                column: "parent_code",
                code: AccountCode("P-\(id)"),
                id: AccountID("\(id)"),
                kind: reason
            )
            problem.parent = "R-9"
            return problem
        }
        return RefusedRows(problems, of: .bss, at: Samples.moment(seconds).wall)
    }

    @Test(arguments: Engine.all)
    func `what is refused of the BSS stands beside the rows of a file, and neither replaces the other`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        try await keep(Self.pulled([3, 4]), in: store)
        try await keep(Self.rows([Self.problem(3)]), in: store)
        var inbox = try await store.inbox(InboxQuery())
        #expect(inbox.counts == [.notImported: 3])
        #expect(inbox.items.compactMap(\.row?.isOfBSS) == [false, true, true])
        #expect(Set(inbox.items.map(\.id)).count == 3, "line 3 of a file is another thing than the third of a pull")
        #expect(inbox.items.compactMap(\.row).dropFirst().map(\.problem) == Self.pulled([3, 4]).rows.map(\.problem))
        #expect(inbox.items.last?.row?.at == Samples.moment(8).wall)
        #expect(try await store.inbox(InboxQuery(limit: 2)).items.compactMap(\.row?.isOfBSS) == [false, true])
        try await keep(Self.rows([]), in: store)
        inbox = try await store.inbox(InboxQuery())
        #expect(inbox.items.compactMap(\.row?.problem.id) == ["3", "4"])
        try await keep(Self.pulled([5]), in: store)
        try await keep(Self.rows([Self.problem(7)]), in: store)
        try await keep(Self.pulled([]), in: store)
        #expect(try await store.inbox(InboxQuery()).items.compactMap(\.row?.problem.line) == [7])
    }

    @Test(arguments: Engine.all)
    func `a pull sees what is refused of the BSS, with since when and which parent`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let before = try await store.changeAccounts { writer throws(StoreFailure) in
            [try writer.refusedOfBSS()].compactMap(\.self)
        }
        #expect(before == [])
        try await keep(Self.rows([Self.problem(3)]), in: store)
        var refused = Self.pulled([3])
        refused.rows += Self.pulled([6], reason: .heldCode("P-6", by: "P-6"), at: 5).rows
        refused.count = 1_200
        let kept = refused
        try await keep(kept, in: store)
        let after = try await store.changeAccounts { writer throws(StoreFailure) in try writer.refusedOfBSS() }
        #expect(after == kept)
        #expect(try await store.inbox(InboxQuery()).counts == [.notImported: 1_201])
    }
}
