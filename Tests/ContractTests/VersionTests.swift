import Accounts
import Samples
import Synchronizing
import Testing

/// The number by which a process sees that another one changed the workspace.
@Suite struct VersionTests {
    private static let systems: [SystemName] = ["Dropbox", "Twin", "Other"]

    /// All that a store says; nothing in it depends on who asks, or when.
    private struct Contents: Equatable {
        var systems: [ProvisioningSystem]
        var rows: [AccountRow]
        var definitions: [SyncOptionDefinitions?] = []
        var lastEntry: Int64?
    }

    private func contents(_ store: any Store) async throws -> Contents {
        var contents = Contents(
            systems: try await store.systems(),
            rows: try await store.rows(try await store.list(AccountQuery(order: .code)).entries.map(\.key)),
            lastEntry: try await store.history(of: nil, limit: 1).first?.number
        )
        for system in Self.systems { contents.definitions.append(try await store.definitions(of: system)) }
        return contents
    }

    @Test(arguments: Engine.all)
    func `it grows with every call that changes something, whichever it is, and with none that reads`(
        engine: Engine
    ) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        // It takes over what this one was sending when it is gone.
        var third: (any Store)? = try open()
        var generator = CallGenerator(seed: 8)
        var changing: Set<Call.Writing> = []
        let spare = Samples.system("https://spare.example", name: "Spare")
        var known = try await contents(store)
        let first = generator.first + [.add(spare, false), .remove(spare.name)]
        for number in 0..<5000 {
            // Some calls seldom change anything, so it goes on until each has.
            if number >= 300, changing.count == Call.Writing.allCases.count { break }
            let call = number < first.count ? first[number] : try await generator.next(store)
            let isThirds = call.writing == .commit && number.isMultiple(of: 3)
            if number.isMultiple(of: 20) { third = try open() }
            let version = try await other.version()
            let answer = await call.answer(of: isThirds ? third ?? store : store, at: Samples.moment(Double(number)))
            let now = try await other.version()
            guard let writing = call.writing else {
                #expect(now == version, "\(call)")
                continue
            }
            let before = known
            known = try await contents(store)
            let isChanged = before != known || writing == .turn && answer == "true"
            if isChanged { changing.insert(writing) }
            #expect(isChanged ? now > version : now >= version, "\(call)")
            for system in Self.systems {
                let link = try await store.row(id: AccountID("\(1 + number % 6)"))?.links[system]
                if let link { generator.seen.append(link) }
            }
        }
        #expect(changing == Set(Call.Writing.allCases))
    }

    @Test(arguments: Engine.all)
    func `a pause, its end, and exists proved are seen by another process`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let (store, other) = (try open(), try open())
        var versions = [try await other.version()]
        try await store.setPause("Dropbox", .refused(status: 401, message: ""))
        versions.append(try await other.version())
        try await store.setPause("Dropbox", nil)
        versions.append(try await other.version())
        try await store.setExistsProved("Dropbox")
        versions.append(try await other.version())
        _ = try await store.keep([], of: "Dropbox", fetched: Samples.moment(1).wall)
        versions.append(try await other.version())
        try await store.write([Samples.direct])
        versions.append(try await other.version())
        #expect(versions == versions.sorted() && Set(versions).count == versions.count)
    }
}
