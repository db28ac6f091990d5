import StoredForms
package import Synchronizing

/// The durable memory of a book that a team shares: a schema of its own in a PostgreSQL database.
///
/// Every writing call is one transaction, which locks what it compares: under READ COMMITTED another session may change
/// anything else meanwhile. Everything about an account locks its row first; then come what it is compared with, the
/// writes, and at last the one row that counts changes.
package final class TeamStore: Sendable {
    package let address: BookAddress
    let lease: Lease
    private let writing: Line
    /// For what is read at once; whoever asks takes the one for which the fewest wait.
    private let reading: [Line]
    /// For what each send asks and writes, so that neither waits for what others of this process do.
    private let sending: (writing: Line, reading: Line)
    /// What is written, and read, for several sends at once.
    let joint: (writes: JointWrites, reads: JointReads)
    /// For what takes long, so that nobody waits behind it: all accounts, a list that is printed.
    private let readingLong: Line
    /// Waits for others to say that they changed something; opened by whoever watches.
    let listening: Line
    let hearing: Hearing
    /// What was found when it was opened.
    package let opening: Opening
    /// The login, and what it may do.
    var membership: Membership { opening.membership }
    /// Whether nothing is to be written, as the operator wished or as the login's role says.
    let isReadOnly: Bool
    /// When what a dead process was sending is put in doubt.
    let sweeping: (@Sendable () -> Moment)?
    /// What this process knows of what it sends, so that it asks all about it at once; the server's answers count.
    let hints = Hints()

    private init(
        _ address: BookAddress,
        _ opening: Opening,
        isReadOnly: Bool,
        reading: [Line],
        lease times: LeaseTimes,
        sweeping: (@Sendable () -> Moment)?,
        onStatement: (@Sendable (String) -> String)?,
        onWay: (@Sendable () -> Void)?
    ) {
        (self.address, self.opening, self.isReadOnly, self.sweeping) = (address, opening, isReadOnly, sweeping)
        self.reading = reading
        readingLong = Line(address, isReadOnly: true, label: "reading long")
        writing = Line(address, isReadOnly: isReadOnly, label: "writing", onStatement: onStatement, onWay: onWay)
        sending = (
            Line(address, isReadOnly: isReadOnly, label: "sending", isRoutine: true, onStatement: onStatement),
            Line(address, isReadOnly: true, label: "asking", isRoutine: true)
        )
        joint = (JointWrites(sending.writing), JointReads(sending.reading))
        listening = Line(address, isReadOnly: true, label: "listening")
        hearing = Hearing(listening, book: address.name)
        lease = Lease(Line(address, isReadOnly: isReadOnly, label: "pulse", isRoutine: true), times)
    }

    deinit { lease.end() }

    /// Waits a moment until the connections of books that nobody has open any more are closed.
    package static func awaitEnds() { Line.awaitEnds() }

    /// Makes the book's schema in a database that has none.
    package static func create(_ address: BookAddress) throws(StoreFailure) {
        try create(address, migrations: Migration.all)
    }

    static func create(_ address: BookAddress, migrations: [Migration]) throws(StoreFailure) {
        let line = Line(address, isReadOnly: false, label: "making")
        try toldNow(address) { try line.useNow { try Schema.create($0, book: address.name, migrations: migrations) } }
    }

    /// Opens a book, and migrates its schema to this version; `willUpgrade` is called before that.
    ///
    /// A viewer's book is open for reading only. `isWatched`: several things are read at once from the beginning. `sweeping`
    /// says when what a dead process was sending is put in doubt while this one watches. For tests alone: `onStatement` sees
    /// each statement that writes before it is sent, and may replace it; `onWay` is called whenever a reader, or whoever
    /// writes anything but a send, waits for the server.
    package static func open(
        _ address: BookAddress,
        isReadOnly: Bool = false,
        isWatched: Bool = false,
        lease: LeaseTimes = LeaseTimes(),
        sweeping: (@Sendable () -> Moment)? = nil,
        onStatement: (@Sendable (String) -> String)? = nil,
        onWay: (@Sendable () -> Void)? = nil,
        willUpgrade: () -> Void = {}
    ) throws(StoreFailure) -> TeamStore {
        let reading = (0..<2).map { Line(address, isReadOnly: true, label: "reading \($0)", onWay: onWay) }
        if isWatched { reading[1].connectAhead() }
        let opening = try toldNow(address) {
            if let opening = try reading[0].useNow({ try Opening.find($0, book: address.name) }) { return opening }
            try bringUp(address, reading[0], isReadOnly: isReadOnly, willUpgrade: willUpgrade)
            guard let opening = try reading[0].useNow({ try Opening.look($0) }) else {
                throw SessionFailure.opening(.noMember)
            }
            return opening
        }
        return TeamStore(
            address,
            opening,
            isReadOnly: isReadOnly || opening.membership.role == .viewer,
            reading: reading,
            lease: lease,
            sweeping: sweeping,
            onStatement: onStatement,
            onWay: onWay
        )
    }

    /// Says what is wrong with a book, step by step, or brings an earlier one up to this version.
    private static func bringUp(
        _ address: BookAddress,
        _ line: Line,
        isReadOnly: Bool,
        willUpgrade: () -> Void
    ) throws {
        let found = try toldOfMembership { try line.useNow { try Schema.check($0, book: address.name) } }
        if found < Schema.known {
            guard try line.useNow(Schema.isOwned) else {
                throw StoreFailure.server(path: address.name, .olderBook(found: found, known: Schema.known))
            }
            guard !isReadOnly else { throw StoreFailure.readOnly }
            willUpgrade()
            let upgrading = Line(address, isReadOnly: false, label: "upgrading")
            try upgrading.useNow { try Schema.upgrade($0, from: found) }
        }
        guard try toldOfMembership({ try line.useNow(Membership.find) }) != nil else {
            throw SessionFailure.opening(.noMember)
        }
    }

    /// Whoever may not even look is not a member.
    private static func toldOfMembership<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch SessionFailure.refused(let refusal) where refusal.code == "42501" {
            throw SessionFailure.opening(.noMember)
        }
    }

    /// Reads in one consistent view.
    ///
    /// `isRoutine`: it is asked for each send.
    func read<Value: Sendable>(
        isRoutine: Bool = false,
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreFailure) -> Value {
        let line = isRoutine ? sending.reading : reading.min { $0.load < $1.load } ?? readingLong
        return try await told { try await line.use { try $0.read(body) } }
    }

    /// The same for what takes long.
    func readLong<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await told { try await readingLong.use { try $0.read(body) } }
    }

    /// Writes in one transaction and counts any change; cancelling the caller does not undo it.
    ///
    /// `isRoutine`: it is done for each send.
    func write<Value: Sendable>(
        isRoutine: Bool = false,
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await useWriting(isRoutine: isRoutine) { try $0.write(body) }
    }

    /// Writes what is written for each send, in one transaction with what this process writes for others at the moment.
    func writeJointly<Value: Sendable>(
        about subjects: JointWrites.Subjects,
        _ steps: JointWrites.Steps = JointWrites.Steps(),
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreFailure) -> Value {
        guard !isReadOnly else { throw refusal }
        return try await told { try await joint.writes.write(about: subjects, steps, body) }
    }

    /// Writes what nobody waits for, by one statement outside of a transaction: it is not counted as a change.
    ///
    /// Executed twice, after an answer was lost, it must do no harm.
    func writeQuietly<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreFailure) -> Value {
        try await useWriting { try $0.writeQuietly(body) }
    }

    /// Uses a line that writes.
    func useWriting<Value: Sendable>(
        isRoutine: Bool = false,
        _ body: @escaping @Sendable (Line) throws -> Value
    ) async throws(StoreFailure) -> Value {
        guard !isReadOnly else { throw refusal }
        let line = isRoutine ? sending.writing : writing
        return try await told { try await line.use(body) }
    }

    /// The same as `read` for whoever cannot wait in any other way.
    func readNow<Value>(_ body: (Session) throws -> Value) throws -> Value {
        try Self.toldNow(address) { try reading[0].useNow { try $0.read(body) } }
    }

    /// Why nothing is written.
    private var refusal: StoreFailure { role == .viewer ? .server(path: path, .role(.viewer)) : .readOnly }

    func told<Value: Sendable>(_ body: () async throws -> Value) async throws(StoreFailure) -> Value {
        do {
            return try await body()
        } catch {
            throw await known(StoreFailure(error, book: path, role: role, scope: scope))
        }
    }

    /// What was refused to a role, with what the role is now, if it was changed since the book was opened.
    private func known(_ failure: StoreFailure) async -> StoreFailure {
        guard case .server(_, .role) = failure else { return failure }
        // If that cannot be asked, what was refused is told.
        guard let now = try? await reading[0].use({ try Membership.find($0) }), now.role != role else { return failure }
        return .server(path: path, .roleChanged(from: role, to: now.role))
    }

    private static func toldNow<Value>(_ address: BookAddress, _ body: () throws -> Value) throws(StoreFailure) -> Value
    {
        do {
            return try body()
        } catch {
            throw StoreFailure(error, book: address.name)
        }
    }
}
