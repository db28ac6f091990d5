import Accounts
import Samples
import Synchronizing
import Testing

/// Whatever an intent was made from is read again when it is committed.
@Suite struct BasisTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: [Change]
        var intent = Intent.sample()
        let change: @Sendable (any Store) async throws -> Void
    }

    static let cases: [Case] = [
        Case(testDescription: "the account", expected: [.account]) { store in
            var account = Samples.direct
            account.revision = 2
            try await store.write([account])
        },
        Case(
            testDescription: "no account",
            expected: [.accountGone],
            intent: .sample(Account(id: "9", code: "9", name: "9", kind: .reseller))
        ) { _ in },
        Case(testDescription: "the registration", expected: [.system, .definitions]) { store in
            _ = try await store.update(Samples.system())
        },
        Case(testDescription: "a disabled system", expected: [.system]) { store in
            _ = try await store.setDisabled("Dropbox", true)
        },
        Case(testDescription: "a paused system", expected: [.system]) { store in
            try await store.setPause("Dropbox", .refused(status: 401, message: ""))
        },
        Case(testDescription: "no system", expected: [.system], intent: .sample(system: "Nowhere")) { _ in },
        Case(testDescription: "the definitions", expected: [.definitions]) { store in
            _ = try await store.keep([], of: "Dropbox", fetched: Samples.moment().wall)
        },
        Case(testDescription: "the link", expected: [.link], intent: .sample(generation: 1)) { _ in },
        Case(
            testDescription: "the parent",
            expected: [.parent],
            intent: .sample(Samples.customer, parent: .init(id: "1", externalID: "dbx-1"))
        ) { _ in },
        Case(
            testDescription: "the parent's id",
            expected: [.parent],
            intent: .sample(Samples.customer, parent: .init(id: "1", externalID: "dbx-1"))
        ) { store in
            _ = try await store.commit(.sample(Samples.reseller, "r"))
            _ = try await store.commit(.created("dbx-2"), of: "r", at: Samples.moment())
        },
        Case(testDescription: "the email", expected: [.emailTaken(by: "R-1")], intent: .sample(email: "same@x.example"))
        { store in
            _ = try await store.commit(.sample(Samples.reseller, "r", email: "same@x.example"))
        },
    ]

    @Test(arguments: Engine.all, cases)
    func `what changed is named, and nothing is written`(engine: Engine, changed: Case) async throws {
        let store = try await engine.furnished()()
        try await changed.change(store)
        let before = try await store.history(of: nil, limit: 100)
        let verdict = try await store.commit(changed.intent)
        #expect(verdict == .changed(changed.expected))
        #expect(try await store.history(of: nil, limit: 100) == before)
        #expect(try await store.row(id: changed.intent.account)?.links["Dropbox"] == nil)
    }

    @Test(arguments: Engine.all)
    func `what is still so is committed, and the intent is the first line of its attempt`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample(Samples.reseller, "r"))
        _ = try await store.commit(.created("dbx-1"), of: "r", at: Samples.moment(1))
        let intent = Intent.sample(Samples.customer, parent: .init(id: "1", externalID: "dbx-1"))
        guard case .committed(let link) = try await store.commit(intent) else {
            Issue.record("not committed")
            return
        }
        #expect(link.state == .sending && link.parent == "1" && link.options == ["role": "1"])
        #expect(try await store.isSending("a"))
        #expect(try await store.history(of: "2", limit: 9).map(\.event) == [.intent])
        #expect(try await store.history(of: nil, limit: 9).map(\.number) == [3, 2, 1])
    }
}
