package import Accounts
import BusinessSupport
import FoundationEssentials
import Glibc
package import Pulling
import ServiceManagement
package import Synchronizing
package import TeamStore

/// An operator's workspace, open: its accounts, systems, journal and synchronizer, built once for every front end.
package struct Workspace: Sendable {
    package let location: WorkspaceLocation
    package let accounts: any AccountDirectory
    /// The accounts as an index needs them.
    package let book: any BookReader
    package let systems: any SystemRegistry
    /// What was sent, and the outcomes.
    package let journal: any Journal
    /// The links that need the operator.
    package let cases: any CaseStore
    /// What needs somebody, and how things stand.
    package let inbox: any InboxReader
    /// What is compared with vendors.
    package let drift: any DriftReader
    /// The orders that verify links.
    package let witnesses: any WitnessStore
    /// Where the book belongs.
    package let homes: any HomeKeeper
    /// The log as it is stored, with its chain of hashes.
    package let audit: any AuditReader
    /// Who may do what in a team's book; nil for a folder.
    package let members: (any MemberRegistry)?
    /// Where the user's own files are.
    let environment: [String: String]
    /// The connection to the BSS, and how far it was read.
    package let bss: any BSSRegistry
    /// The bulk runs of the book.
    package let runs: any RunStore
    /// Reads accounts again from the BSS.
    package let accountsNow: AccountsNow
    let makeBSSReader: MakeBSSReader
    /// The time.
    let now: @Sendable () -> Date
    /// Synchronizes accounts.
    package let synchronizer: Synchronizer
    /// Offers what this machine's journal of sends knows; nil where there is no such journal.
    let offering: Offering?
    /// The part of it that was offered while opening; nil if there was nothing to offer.
    package let offered: OfferReport?
    /// Offers it once the book is shown, where that was not done while opening; before each send it is done in any case.
    package let offerLater: (@Sendable () async -> OfferReport?)?
    /// The links that a process was sending when it died, found while opening.
    package let recovered: [Link]
    /// Whether nothing is sent or written: the operator wished so, the login's role says so, or the workspace is closed.
    package let isReadOnly: Bool
    /// Why it is closed: it moves or has moved.
    package let closing: Closing?
    /// What its server did for what is committed when it was opened; nil for a folder.
    package let durability: Durability?

    /// Makes a reader of the BSS, which calls back before each wait.
    typealias MakeBSSReader =
        @Sendable (BSSConnection, @escaping @Sendable (Duration) -> Void) throws(Unusable) -> any BSSReader

    /// Whether the whole book is seen; a team's member may be limited to a part of it.
    package var seesAll: Bool { members?.scope ?? .whole == .whole }

    package static func create(
        at location: WorkspaceLocation,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(StoreFailure) {
        try location.createStore(environment: environment)
    }

    /// Waits a moment, when the process ends, until the connections to servers are closed that nobody needs any more.
    package static func leave() { TeamStore.awaitEnds() }

    /// How the parts are put together; only negative controls, tests that must notice a mistake, change it.
    package struct Composition: Sendable {
        /// SQLite's mode of synchronization.
        package var synchronous = "FULL"
        /// How long a write waits for its turn.
        package var busyTimeout: Duration = .seconds(5)
        /// How long a process on a server's book is taken for alive.
        package var lease = LeaseTimes()
        package var followsRedirects = false
        /// Reads the BSS in place of the usual client.
        package var bssReader: (any BSSReader)?
        /// How long a send or a form waits for the BSS.
        package var bssPatience: Duration = .seconds(10)
        /// Makes the synchronizer's dependencies from the usual ones.
        package var compose: @Sendable (Dependencies) -> Dependencies = { $0 }

        package init() {}
    }

    /// Opens a workspace and puts in doubt whatever a process was sending when it died; contacts nobody.
    ///
    /// A workspace that cannot be written to is opened for reading. `isWatched`: whoever opens it shows it as soon as
    /// possible, and does later what can be done later. `willUpgrade` is called before the file of an earlier version is
    /// changed.
    package static func open(
        _ location: WorkspaceLocation,
        environment: [String: String],
        limits: SendingLimits = SendingLimits(),
        timekeeper: any Timekeeper = SystemTimekeeper(),
        composition: Composition = Composition(),
        isReadOnly: Bool = false,
        isWatched: Bool = false,
        willUpgrade: () -> Void = {}
    ) async throws(StoreFailure) -> Workspace {
        let (store, opening, members) = try location.openStore(
            environment: environment,
            composition: composition,
            isReadOnly: isReadOnly,
            isWatched: isWatched,
            sweeping: { timekeeper.now() },
            willUpgrade: willUpgrade
        )
        // Whom a server has let in is known; on one's own machine the user's name must do.
        let name = members?.login ?? operatorName(environment)
        let secrets = SecretResolver(location: location, environment: environment)
        var clients = ServiceManagementClients(
            resolve: secrets.resolve,
            makeTrackID: makeUUID,
            file: { location.file($0) },
            environment: environment
        )
        clients.followsRedirects = composition.followsRedirects
        let makeBSSReader: MakeBSSReader = { connection, onWait throws(Unusable) in
            if let reader = composition.bssReader { return reader }
            return try BSSClient(
                connection,
                resolve: secrets.resolve,
                timekeeper: timekeeper,
                environment: environment,
                file: { location.file($0) },
                onWait: onWait
            )
        }
        let accountsNow = AccountsNow(
            store,
            store,
            patience: composition.bssPatience,
            now: { timekeeper.now().wall },
            makeReader: { connection throws(Unusable) in try makeBSSReader(connection) { _ in } },
            takeIn: { rows, now in try await importing(rows, into: store, limits: nil, now: now) }
        )
        let workspace = if let opening { opening.workspace } else { try await store.workspace() }
        let sends = SendersFolder(environment, workspace: workspace, in: location) { timekeeper.now().wall }
        var usual = Dependencies(
            journal: store,
            cases: store,
            situations: store,
            registry: store,
            directory: store,
            runs: store,
            serviceManagers: GuardedServiceManagers(clients, timekeeper: timekeeper),
            timekeeper: timekeeper,
            makeAttemptID: { AttemptID(makeUUID()) },
            random: { .random(in: 0..<1) },
            limits: limits,
            by: name
        )
        usual.sends = sends
        var dependencies = composition.compose(usual)
        let closing = if let opening { opening.closing } else { try await store.closing() }
        let isReadOnly = isReadOnly || members?.role == .viewer || closing != nil
        dependencies.isReadOnly = isReadOnly
        dependencies.looks = { looks(at: store) }
        let offering = dependencies.sends.map {
            Offering($0, to: dependencies.journal, timekeeper: timekeeper, by: name)
        }
        dependencies.requireHome = { () async throws(StoreFailure) in
            let reading = try await store.home()
            _ = try await offering?.offer(at: reading)
            try reading.require(at: location.shown)
        }
        dependencies.readAgain = { ids, begins in await accountsNow.rereading(ids, begins) }
        let synchronizer = Synchronizer(dependencies)
        var recovered: [Link] = []
        do {
            // It may be known already that there is nobody to end.
            if opening?.isAbandoned != false {
                recovered = try await inTurn { () async throws(StoreFailure) in try await synchronizer.recover() } ?? []
            }
        } catch .denied, .readOnly, .closed, .server(_, .standby), .server(_, .forbidden), .server(_, .role),
            .server(_, .roleChanged), .server(_, .scope)
        {
            // Opened for reading: a sending link stays so until somebody who may write opens the workspace.
        }
        var offered: OfferReport?
        var offerLater: (@Sendable () async -> OfferReport?)?
        switch (isReadOnly, isWatched && opening != nil) {
        case (true, _): break
        case (false, true): offerLater = { await offer(offering, sends, to: store, at: nil) }
        case (false, false): offered = await offer(offering, sends, to: store, at: opening?.home)
        }
        return Workspace(
            location: location,
            accounts: store,
            book: store,
            systems: store,
            journal: dependencies.journal,
            cases: dependencies.cases,
            inbox: store,
            drift: store,
            witnesses: store,
            homes: store,
            audit: store,
            members: members,
            environment: environment,
            bss: store,
            runs: dependencies.runs,
            accountsNow: accountsNow,
            makeBSSReader: makeBSSReader,
            now: { timekeeper.now().wall },
            synchronizer: synchronizer,
            offering: offering,
            offered: offered,
            offerLater: offerLater,
            recovered: recovered,
            isReadOnly: isReadOnly,
            closing: closing,
            durability: opening?.home?.durability
        )
    }

    static func operatorName(_ environment: [String: String]) -> String {
        if let name = environment["SUDO_USER"] ?? environment["USER"] ?? environment["LOGNAME"] { return name }
        return getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "uid \(getuid())"
    }
}

/// A new UUID in its usual spelling, in lower case.
private func makeUUID() -> String { UUID().uuidString.lowercased() }
