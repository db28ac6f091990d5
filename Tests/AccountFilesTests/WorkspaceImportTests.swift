import AccountFiles
import AccountStore
import Accounts
import Foundation
import InMemory
import Samples
import StoredForms
import Synchronizing
import TestKit
import Testing
import Workspace

/// Imports into a real workspace, by several who have it open.
@Suite struct WorkspaceImportTests {
    private let directory: TemporaryDirectory
    private let location: WorkspaceLocation

    init() throws {
        directory = try TemporaryDirectory()
        location = WorkspaceLocation(path: directory.file("ws"))
        try Workspace.create(at: location)
    }

    private func open() async throws -> Workspace { try await Workspace.open(location, environment: ["USER": "t"]) }

    @discardableResult
    private func importing(_ text: String, _ workspace: Workspace) async throws -> ImportPlan {
        try #require(try await workspace.importAccounts(of: FileRows(try AccountFile.read(Array(text.utf8)))))
    }

    /// The tree as it is listed: codes with their depths and what is below them.
    private func tree(_ workspace: Workspace) async throws -> [String] {
        let listing = try await workspace.accounts.list(AccountQuery())
        let rows = try await workspace.accounts.rows(listing.entries.map(\.key))
        return zip(listing.entries, rows).map { "\($1.account.code.rawValue) \($0.depth) \($0.descendants)" }
    }

    @Test func `two imports of the same 3,000 rows at once are both done, and no revision is given twice`() async throws
    {
        let workspaces = [try await open(), try await open()]
        let known = (0..<3_000).map { "C-\($0),n,1,1" }.joined(separator: "\n")
        try await importing("code,name,phone,city\n" + known, workspaces[0])
        let files = ["phone", "city"]
            .map { column in
                "code,\(column)\n" + (0..<3_000).map { "C-\($0),changed" }.joined(separator: "\n")
            }
        async let first = importing(files[0], workspaces[0]).updated.count
        async let second = importing(files[1], workspaces[1]).updated.count
        #expect(try await [first, second] == [3_000, 3_000])
        let accounts = try await workspaces[0].accounts.allAccounts()
        #expect(accounts.count == 3_000)
        #expect(accounts.allSatisfy { $0.phone == "changed" && $0.address.city == "changed" && $0.revision == 3 })
    }

    @Test func `what was synchronized while the file was read is refused`() async throws {
        let store = try AccountStore.open(directory: location.path)
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
        let workspace = try await open()
        let text = "code,name,type\nZ-1,Stadtwerke,reseller\n"
        let file = try AccountFile.read(Array(text.utf8))
        #expect(try await workspace.planImport(of: FileRows(file))?.refused.isEmpty == true)
        let intent = Intent(
            attempt: "a",
            account: "3",
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
            parent: nil,
            email: "x",
            options: [:],
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "t"
        )
        guard case .committed = try await store.commit(intent) else {
            Issue.record("not committed")
            return
        }
        let plan = try #require(try await workspace.importAccounts(of: FileRows(file)))
        #expect(plan.refused.map(\.kind) == [.fixedType(.directCustomer)])
        #expect(try await store.row(id: "3")?.account == Samples.direct)
    }

    @Test func `a dry run and a file that must be whole and is not write nothing`() async throws {
        let workspace = try await open()
        let rows = FileRows(try AccountFile.read(Array("code,name\nA,a\nB,\n".utf8)))
        #expect(try await workspace.planImport(of: rows)?.addedCount == 1)
        #expect(try await workspace.importAccounts(of: rows, mustBeWhole: true)?.addedCount == 1)
        let page = try AccountFile.read(Array(#"{"data":[{"code":"A","name":"a"}],"paging":{"totalPages":2}}"#.utf8))
        #expect(try await workspace.importAccounts(of: FileRows(page), mustBeWhole: true)?.isWhole == false)
        let stopped = FileRows(page, watch: ImportWatch(unless: { true }))
        #expect(try await workspace.importAccounts(of: stopped) == nil)
        #expect(try await workspace.accounts.allAccounts().isEmpty)
        #expect(try await workspace.importAccounts(of: FileRows(page))?.addedCount == 1)
        #expect(try await workspace.accounts.allAccounts().map(\.code) == ["A"])
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `whatever is imported, the tree is the one that is built anew, and the store agrees with the plan`(
        seed: UInt64
    ) async throws {
        var random = Randomness(seed: seed)
        let workspace = try await open()
        for step in 0..<30 {
            let before = try await workspace.accounts.allAccounts()
            let file = try AccountFile.read(Array(Self.rows(&random).utf8))
            let now = Date(timeIntervalSinceReferenceDate: 9)
            let plan = WholeImport(file, into: before, now: now)
            let told = try #require(try await workspace.importAccounts(of: FileRows(file), now: now))
            let context: Comment = "step \(step) of seed \(seed)"
            #expect(told.updated == plan.updated && told.refused == plan.refused, context)
            #expect(told.addedCount == plan.addedCount && told.unchanged == plan.unchanged, context)
            let after = try await workspace.accounts.allAccounts()
            #expect(after.sorted { $0.code < $1.code } == plan.result(over: before), context)
            #expect(BookInvariantTests.faults(of: after).isEmpty, context)
            let anew = try MemoryDirectory(after)
            #expect(try await tree(workspace) == anew.tree, context)
        }
    }

    /// A file about few accounts that moves them around: codes, ids, kinds and parents often meet.
    private static func rows(_ random: inout Randomness) -> String {
        var text = "id,code,name,type,parent_code\n"
        for _ in 0..<(1 + random.below(6)) {
            let number = random.below(8)
            let id = random.percent(80) ? "" : "\(random.below(8))"
            let parent = random.percent(25) ? "" : random.percent(90) ? "A-\(random.below(8))" : "nobody"
            let type = random.pick(["reseller", "reseller", "reseller", "customer", "end customer", ""])
            text += "\(id),A-\(number),n\(random.below(3)),\(type),\(parent)\n"
        }
        return text
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `random books go through a real workspace and come out as they went in`(seed: UInt64) async throws {
        var random = Randomness(seed: 77 + seed)
        for number in 0..<4 {
            let book = RandomBook(&random)
            for format in Export.allCases {
                let path = directory.file("\(seed)-\(number)-\(format)")
                try Workspace.create(at: WorkspaceLocation(path: path))
                let workspace = try await Workspace.open(WorkspaceLocation(path: path), environment: [:])
                let file = try AccountFile.read(try format.bytes(book))
                let now = Date(timeIntervalSinceReferenceDate: 9)
                let first = try #require(try await workspace.importAccounts(of: FileRows(file), now: now))
                #expect(first.refused.isEmpty && first.addedCount == book.accounts.count)
                let expected = WholeImport(file, into: [], now: now).result(over: [])
                let stored = RandomBook(try await workspace.accounts.allAccounts())
                #expect(stored.accounts.sorted { $0.code < $1.code } == expected)
                for other in Export.allCases {
                    let rows = FileRows(try AccountFile.read(try other.bytes(stored)))
                    let again = try #require(try await workspace.planImport(of: rows))
                    #expect(again.addedCount == 0 && again.updated.isEmpty && again.unchanged == book.accounts.count)
                }
            }
        }
    }
}

/// A tree built anew of a list of accounts.
private struct MemoryDirectory {
    let tree: [String]

    init(_ accounts: [Account]) throws {
        let byID = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
        func path(_ account: Account) -> [String] {
            (account.parent.flatMap { byID[$0] }.map(path) ?? []) + [account.code.rawValue]
        }
        let paths = accounts.map(path).sorted { $0.lexicographicallyPrecedes($1) }
        tree = paths.map { path in
            let below = paths.count { $0.count > path.count && $0.starts(with: path) }
            return "\(path[path.count - 1]) \(path.count - 1) \(below)"
        }
    }
}
