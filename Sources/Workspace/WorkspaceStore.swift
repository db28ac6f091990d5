import AccountStore
import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing
import TeamStore

/// All that a workspace asks of its store.
typealias WorkspaceStore = AccountDirectory & BookReader & SystemRegistry & Journal & CaseStore & InboxReader
    & DriftReader & WitnessStore & AuditReader & BSSRegistry & SituationReader & RunStore
    & HomeKeeper & MovableBook

/// What is known of a book once it is open.
struct OpenedBook {
    let workspace: WorkspaceID
    let closing: Closing?
    /// Where it belongs, if that was asked.
    let home: HomeReading?
    /// Whether there may be what a process was doing when it died.
    let isAbandoned: Bool

    init(_ opening: Opening) {
        (workspace, closing, home) = (opening.workspace, opening.closing, opening.home)
        isAbandoned = opening.isAbandoned
    }

    init(_ found: FoundBook) {
        (workspace, closing, home) = (found.workspace, found.closing, nil)
        isAbandoned = found.isOwned
    }
}

extension WorkspaceLocation {
    /// Makes an empty store.
    func createStore(environment: [String: String]) throws(StoreFailure) {
        guard let book else {
            _ = try AccountStore.create(directory: path)
            return
        }
        try TeamStore.create(try BookAddress(book, environment: environment))
        try makeFolder()
    }

    /// Opens the store, and returns what was read of the book at once, and who may what in it, if it is a server's; `sweeping`
    /// says when what a dead process was sending is put in doubt while this one goes on.
    func openStore(
        environment: [String: String],
        composition: Workspace.Composition,
        isReadOnly: Bool,
        isWatched: Bool,
        sweeping: @escaping @Sendable () -> Moment,
        willUpgrade: () -> Void
    ) throws(StoreFailure) -> (store: any WorkspaceStore, opening: OpenedBook?, members: (any MemberRegistry)?) {
        guard let book else {
            let store = try AccountStore.open(
                directory: path,
                busyTimeout: composition.busyTimeout,
                synchronous: composition.synchronous,
                isReadOnly: isReadOnly,
                isWatched: isWatched,
                willUpgrade: willUpgrade
            )
            return (store, store.found.map { OpenedBook($0) }, nil)
        }
        let store = try TeamStore.open(
            try BookAddress(book, environment: environment),
            isReadOnly: isReadOnly,
            isWatched: isWatched,
            lease: composition.lease,
            sweeping: sweeping,
            willUpgrade: willUpgrade
        )
        try makeFolder()
        return (store, OpenedBook(store.opening), store)
    }

    /// Makes the folder for what belongs to this machine alone: for its owner, as the workspaces in folders are.
    private func makeFolder() throws(StoreFailure) {
        do {
            try FileManager.default.makePrivateFolder(path)
        } catch {
            throw .denied(path: path, writing: true)
        }
    }
}
