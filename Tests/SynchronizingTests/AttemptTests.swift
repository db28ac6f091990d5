import AccountStore
import Accounts
import Samples
import StoredForms
import Testing

@testable import Synchronizing

/// An attempt step by step, and the fields that a refusal names.
@Suite struct AttemptTests {
    private typealias World = SynchronizerTests.World

    private func refused(_ words: String) -> Exchange<AccountAnswer> {
        FakeVendor.answered(AccountAnswer(code: -5, message: words))
    }

    private func story(_ choice: AttemptStory.Choice, _ world: World) async throws -> AttemptStory? {
        let system = try #require(try await world.store.system(named: "Dropbox"))
        let account = try #require(try await world.store.row(id: Samples.direct.id)?.account)
        return try await world.synchronizer.story(choice, of: account, on: system)
    }

    @Test func `each attempt has its number, its steps in order, and what was sent`() async throws {
        let world = try await World(FakeVendor(sends: [refused("No."), refused("Reseller ID RS-77 is unknown.")]))
        #expect(try await story(.last, world) == nil)
        for _ in 0..<2 { _ = await world.synchronizer.synchronize(try await world.form()) }
        let last = try #require(try await story(.last, world))
        #expect((last.number, last.count) == (2, 2) && last.fidelity == .exact)
        #expect(last.steps.map { $0.entryEvent } == [nil, .intent, .outcome])
        #expect(last.steps.first == .askedFirst && last.values.contains(Setting("Reseller ID", "RS-77")))
        let first = try #require(try await story(.number(1), world))
        guard case .entry(let answered)? = first.steps.last else { return #expect(Bool(false), "no entry") }
        #expect(answered.reason == .refused(status: 200, message: "No."))
        #expect(try await story(.entry(answered.number), world) == first)
        #expect(try await story(.number(3), world) == nil)
    }

    @Test func `a change of the account since is told`() async throws {
        let world = try await World(FakeVendor(sends: [refused("No.")]))
        _ = await world.synchronizer.synchronize(try await world.form())
        var account = Samples.direct
        account.phone = "1"
        account.revision += 1
        try await world.store.write([account])
        #expect(try await story(.last, world)?.fidelity == .changed)
    }

    @Test func `the fields that a refusal names are those whose label or value it holds`() {
        var link = Samples.link(Samples.direct, .refused)
        link.options = ["role": "1", "email": "it@x.example", "reseller-id": "RS-77"]
        link.reason = .refused(status: 200, message: "There is no rs-77.")
        let definitions = SyncOptionDefinitions(fields: Samples.fields)
        #expect(link.fieldsNamed(by: definitions) == [Setting("Reseller ID", "RS-77")])
        link.reason = .refused(status: 200, message: "Email is taken, and 1 is no number.")
        #expect(link.fieldsNamed(by: definitions).map(\.name) == ["Email"])
        link.reason = nil
        #expect(link.fieldsNamed(by: definitions).isEmpty)
    }
}

extension AttemptStory.Step {
    fileprivate var entryEvent: LogEntry.Event? { if case .entry(let entry) = self { entry.event } else { nil } }
}
