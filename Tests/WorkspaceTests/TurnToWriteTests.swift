import AccountFiles
import AccountStore
import Accounts
import Dispatch
import Samples
import StoredForms
import Synchronization
import Synchronizing
import TestKit
import Testing
import Workspace

/// Who waits for a long import of another process, and for how long.
@Suite struct TurnToWriteTests {
    private let directory: TemporaryDirectory
    private var location: WorkspaceLocation { WorkspaceLocation(path: directory.file("ws")) }
    private let file: AccountFile

    init() throws {
        directory = try TemporaryDirectory()
        file = try AccountFile.read(Array("code,name\nN-1,New\n".utf8))
        try Workspace.create(at: location)
    }

    private func open(_ timekeeper: any Timekeeper = SystemTimekeeper()) async throws -> Workspace {
        var composition = Workspace.Composition()
        composition.busyTimeout = .milliseconds(20)
        return try await Workspace.open(location, environment: [:], timekeeper: timekeeper, composition: composition)
    }

    private func rows(unless isStopped: @escaping @Sendable () -> Bool) -> FileRows {
        FileRows(file, watch: ImportWatch(unless: isStopped))
    }

    @Test func `an import waits for one that writes longer than a single write waits`() async throws {
        let workspace = try await open()
        let other = try await Writer(location)
        // Asked for the first time when the lock was met.
        let done = try await workspace.importAccounts(of: rows(unless: { other.isEnded() }))
        #expect(done?.addedCount == 1)
        #expect(try await workspace.accounts.row(code: "N-1") != nil)
    }

    @Test func `an import that never gets its turn says so, and has changed nothing`() async throws {
        let workspace = try await open()
        let other = try await Writer(location)
        let asked = Count()
        await #expect(throws: StoreFailure.locked(path: location.file("account-sync.sqlite"))) {
            _ = try await workspace.importAccounts(of: rows(unless: { asked.count() }))
        }
        #expect(asked.value == 5)
        _ = other.isEnded()
        #expect(try await workspace.accounts.allAccounts().isEmpty)
    }

    @Test func `an import that is stopped while it waits is not done`() async throws {
        let workspace = try await open()
        let other = try await Writer(location)
        #expect(try await workspace.importAccounts(of: rows(unless: { true })) == nil)
        _ = other.isEnded()
    }

    @Test func `an opening that has something to take over waits as well`() async throws {
        var dying: AccountStore? = try AccountStore.open(directory: location.path)
        try await dying?.write([Samples.direct])
        _ = try await dying?.add(Samples.system(), sameVendor: false)
        _ = try await dying?.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
        _ = try await dying?
            .commit(
                Intent(
                    attempt: "a",
                    account: Samples.direct.id,
                    system: "Dropbox",
                    claim: .first,
                    basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
                    parent: nil,
                    email: "",
                    options: [:],
                    begun: Samples.moment(),
                    deadline: Samples.moment(30),
                    by: "t"
                )
            )
        dying = nil
        let other = try await Writer(location)
        let workspace = try await open(SecondLook { _ = other.isEnded() })
        #expect(workspace.recovered.map(\.state) == [.inDoubt])
    }
}

/// Another process that writes until it is told to end.
private final class Writer: Sendable {
    private let end: DispatchSemaphore
    private let writing: Task<Void, any Error>

    /// Returns when it has begun.
    init(_ location: WorkspaceLocation) async throws {
        let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
        let (end, store) = (DispatchSemaphore(value: 0), try AccountStore.open(directory: location.path))
        self.end = end
        writing = Task {
            _ = try await store.changeAccounts(unless: { false }) { _ throws(StoreFailure) -> ([Account], Bool) in
                beginning.finish()
                end.wait()
                return ([], true)
            }
        }
        for await _ in begun {}
    }

    deinit { end.signal() }

    /// Ends it; false, as an answer to whether an import is stopped.
    func isEnded() -> Bool {
        end.signal()
        return false
    }
}

/// How often an import asked whether it is stopped.
private final class Count: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }

    func count() -> Bool {
        number.withLock { $0 += 1 }
        return false
    }
}

/// A clock that lets something happen when it is looked at for the second time.
private final class SecondLook: Timekeeper {
    private let looks = Mutex(0)
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    func now() -> Moment {
        let look = looks.withLock { looks in
            looks += 1
            return looks
        }
        if look == 2 { body() }
        return Samples.moment(Double(look))
    }

    func sleep(for duration: Duration) async throws {}
}
