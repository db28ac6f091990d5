import AccountStore
import FoundationEssentials
import StoredForms
import Synchronizing
import TeamStore

/// All that a workspace asks of its store.
typealias WorkspaceStore = AccountDirectory & BookReader & SystemRegistry & Journal & CaseStore & InboxReader
    & DriftReader & WitnessStore & AuditReader & BSSRegistry & SituationReader & RunStore
    & HomeKeeper & MovableBook

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

    /// Opens the store, and returns what a server said of the book at once; `sweeping` says when what a dead process was sending is put in doubt while this one goes on.
    func openStore(
        environment: [String: String],
        composition: Workspace.Composition,
        isReadOnly: Bool,
        isWatched: Bool,
        sweeping: @escaping @Sendable () -> Moment,
        willUpgrade: () -> Void
    ) throws(StoreFailure) -> (store: any WorkspaceStore, opening: Opening?) {
        guard let book else {
            let store = try AccountStore.open(
                directory: path,
                busyTimeout: composition.busyTimeout,
                synchronous: composition.synchronous,
                isReadOnly: isReadOnly,
                willUpgrade: willUpgrade
            )
            return (store, nil)
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
        return (store, store.opening)
    }

    /// Makes the folder for what belongs to this machine alone: for its owner, as the workspaces in folders are.
    private func makeFolder() throws(StoreFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .denied(path: path, writing: true)
        }
    }
}
