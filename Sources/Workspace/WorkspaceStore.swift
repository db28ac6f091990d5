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

    /// Opens the store; `sweeping` says when what a dead process was sending is put in doubt while this one goes on.
    func openStore(
        environment: [String: String],
        composition: Workspace.Composition,
        isReadOnly: Bool,
        sweeping: @escaping @Sendable () -> Moment,
        willUpgrade: () -> Void
    ) throws(StoreFailure) -> any WorkspaceStore {
        guard let book else {
            return try AccountStore.open(
                directory: path,
                busyTimeout: composition.busyTimeout,
                synchronous: composition.synchronous,
                isReadOnly: isReadOnly,
                willUpgrade: willUpgrade
            )
        }
        let store = try TeamStore.open(
            try BookAddress(book, environment: environment),
            isReadOnly: isReadOnly,
            lease: composition.lease,
            sweeping: sweeping,
            willUpgrade: willUpgrade
        )
        try makeFolder()
        return store
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
