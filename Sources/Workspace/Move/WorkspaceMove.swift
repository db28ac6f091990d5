import Accounts
import FoundationEssentials
import StoredForms
package import Synchronizing
import TeamStore

/// Carries a workspace to another place and closes it where it was, so that no claim lives at two places.
///
/// Whoever is open may send. So the source is closed first, and the other place is opened last, when the source can never
/// be opened again; between them there is nothing open at all. A move that was cut off is taken up by the same call.
package struct WorkspaceMove: Sendable {
    private let from: WorkspaceLocation
    private let to: WorkspaceLocation
    private let environment: [String: String]
    private let timekeeper: any Timekeeper

    package init(
        from: WorkspaceLocation,
        to: WorkspaceLocation,
        environment: [String: String],
        timekeeper: any Timekeeper = SystemTimekeeper()
    ) {
        (self.from, self.to, self.environment, self.timekeeper) = (from, to, environment, timekeeper)
    }

    /// What was moved.
    package struct Result: Sendable {
        /// How many rows each table has, by its name; empty if the copy was there from an earlier try.
        package var rows: [String: Int] = [:]
        /// What names a file that belongs to the place where the workspace was: systems, or the BSS.
        package var staying: [String] = []
    }

    /// A move that was cancelled.
    package struct Cancelled: Hashable, Sendable {
        /// Where it was to go, as it is shown to a person.
        package var place: String
        package var copy: Copy

        /// What became of the copy there.
        package enum Copy: Hashable, Sendable {
            /// There is none of this move.
            case absent
            /// It was taken away; an empty workspace is left.
            case removed
            /// It may be there, closed for good, since the place could not be looked at or written to.
            case left(StoreFailure)
        }

        package init(place: String, copy: Copy) { (self.place, self.copy) = (place, copy) }
    }

    /// Moves it, or goes on where an earlier try was cut off.
    package func run(
        progress: @escaping @Sendable (MoveStep) -> Void = { _ in }
    ) async throws(StoreFailure) -> Result {
        guard from.place != to.place else {
            throw .unmovable(path: to.shown, .samePlace)
        }
        let source = try open(from)
        let members = source as? any MemberRegistry
        // Whoever may not do it in any case is not told to wait for something.
        if let members, members.role < .administrator { throw .server(path: from.shown, .role(members.role)) }
        let scope = members?.scope ?? .whole
        guard scope == .whole else { throw .server(path: from.shown, .scope) }
        // A copy that moved would send beside its original. What has left already is only opened where it arrived.
        if try await source.closing()?.phase != .moved { try await source.home().require(at: from.shown) }
        // Whatever cannot be read is reported before anything is done.
        let staying = try await filesStaying(source)
        let (target, closing) = try await begin(source)
        let copied = try await copy(source, target, closing, progress)
        try await complete(source, target, copied.closing)
        return Result(rows: copied.rows, staying: staying)
    }

    /// Opens the workspace again where it was, if it has not left it for good, and takes away what was copied.
    package static func cancel(
        _ location: WorkspaceLocation,
        environment: [String: String]
    ) async throws(StoreFailure) -> Cancelled {
        let move = WorkspaceMove(from: location, to: location, environment: environment)
        let source = try move.open(location)
        guard let closing = try await source.closing() else {
            throw .unmovable(path: location.shown, .notBegun)
        }
        switch closing.phase {
        case .moving: break
        case .moved: throw .unmovable(path: location.shown, .isOver(closing.place))
        case .arriving: throw .closed(path: location.shown, closing)
        }
        let id = try await source.identity().id
        // First, so that nobody who still copies can close the source for good after the copy was taken away.
        guard try await source.replace(closing, with: nil) else { throw .locked(path: location.shown) }
        let copy = await move.removeCopy(of: id, closing)
        return Cancelled(place: WorkspaceLocation.shown(closing.place), copy: copy)
    }

    /// Takes away what the move of a workspace left at the other place: a copy that has its mark, and was never open.
    private func removeCopy(of id: String, _ closing: Closing) async -> Cancelled.Copy {
        do throws(StoreFailure) {
            let target = try open(WorkspaceLocation(given: closing.place, environment: environment))
            guard let there = try await target.closing(), there.phase == .arriving, there.move == closing.move,
                try await target.identity().id == id
            else { return .absent }
            return try await target.empty(there, leaving: UUID().uuidString.lowercased()) ? .removed : .absent
        } catch .missing {
            return .absent
        } catch {
            return .left(error)
        }
    }

    // MARK: Steps

    /// Closes the source for writing, once the other place is known to be able to take it.
    func begin(_ source: any WorkspaceStore) async throws(StoreFailure) -> (any WorkspaceStore, Closing) {
        if let closing = try await source.closing() {
            guard closing.phase != .arriving else { throw .closed(path: from.shown, closing) }
            guard closing.place == to.place else {
                throw .unmovable(
                    path: from.shown,
                    closing.phase == .moved ? .isOver(closing.place) : .begunElsewhere(closing.place)
                )
            }
            return (try closing.phase == .moved ? open(to) : openOrCreate(to), closing)
        }
        let login = (source as? any MemberRegistry)?.login
        let (moment, name) = (timekeeper.now(), login ?? Workspace.operatorName(environment))
        _ = try await Workspace.inTurn { () async throws(StoreFailure) in
            try await source.takeOver(at: moment, by: name)
        }
        try await source.countUnderWay().check(from.shown)
        let target = try openOrCreate(to)
        try await target.checkEmpty(for: try await source.identity().id)
        let closing = Closing(.moving, to.place, move: UUID().uuidString.lowercased())
        try await source.close(closing)
        return (target, closing)
    }

    /// Copies everything, unless that was done; returns the mark of the source with the copy that counts.
    func copy(
        _ source: any WorkspaceStore,
        _ target: any WorkspaceStore,
        _ closing: Closing,
        _ progress: @escaping @Sendable (MoveStep) -> Void = { _ in }
    ) async throws(StoreFailure) -> (closing: Closing, rows: [String: Int]) {
        guard closing.phase == .moving else { return (closing, [:]) }
        var next = closing
        var rows: [String: Int] = [:]
        next.phase = .moved
        let there = try await target.closing()
        if let there, there.phase == .arriving, there.move == closing.move {
            next.copy = there.copy
        } else {
            let copy = UUID().uuidString.lowercased()
            let arriving = Closing(.arriving, from.place, move: closing.move, copy: copy)
            rows = try await target.take(
                from: source,
                try await source.identity(),
                closing: arriving,
                progress: progress
            )
            next.copy = copy
        }
        // From here on the source cannot be opened any more.
        if try await !source.replace(closing, with: next), try await source.closing() != next {
            throw .unmovable(path: from.shown, .cancelled)
        }
        return (next, rows)
    }

    /// Opens the other place, if it has the copy for which the source was closed.
    func complete(
        _ source: any WorkspaceStore,
        _ target: any WorkspaceStore,
        _ closing: Closing
    ) async throws(StoreFailure) {
        guard let there = try await target.closing() else {
            // Another one has opened it, or it is another workspace.
            guard try await target.identity().id == source.identity().id else {
                throw .unmovable(path: to.shown, .copyMissing)
            }
            return
        }
        guard there.phase == .arriving, there.move == closing.move, there.copy == closing.copy else {
            throw .unmovable(path: to.shown, .copyMissing)
        }
        guard try await target.replace(there, with: nil) else { throw .locked(path: to.shown) }
    }

    // MARK: Places

    func open(_ location: WorkspaceLocation) throws(StoreFailure) -> any WorkspaceStore {
        let timekeeper = timekeeper
        return
            try location.openStore(
                environment: environment,
                composition: Workspace.Composition(),
                isReadOnly: false,
                isWatched: false,
                sweeping: { timekeeper.now() },
                willUpgrade: {}
            )
            .store
    }

    private func openOrCreate(_ location: WorkspaceLocation) throws(StoreFailure) -> any WorkspaceStore {
        do {
            return try open(location)
        } catch .missing {
            try location.createStore(environment: environment)
            return try open(location)
        }
    }

    /// Whose secrets or certificates are files in the folder of the workspace, which stay there.
    private func filesStaying(_ source: any WorkspaceStore) async throws(StoreFailure) -> [String] {
        var names = try await source.systems()
            .filter { system in
                ([system.apiKey] + system.settings.values).contains(where: \.isRelativeFile)
                    || system.caFile.map { !$0.hasPrefix("/") } ?? false
            }
            .map(\.name.rawValue)
        if let bss = try await source.bss(),
            [bss.clientKey, bss.clientSecret, bss.username, bss.password].contains(where: \.isRelativeFile)
                || bss.caFile.map({ !$0.hasPrefix("/") }) ?? false
        {
            names.append(bss.name)
        }
        return names
    }
}

extension SecretReference {
    fileprivate var isRelativeFile: Bool { if case .file(let path) = self { !path.hasPrefix("/") } else { false } }
}

extension WorkspaceLocation {
    /// A place that a move names, as it is shown to a person.
    package static func shown(_ place: String) -> String { BookAddress.names(place) ? BookAddress.shown(place) : place }

    /// How a move names the place, for whoever takes it up.
    var place: String { book ?? path }
}
