import StoredForms
import Synchronizing

/// What went wrong with a statement.
enum SessionFailure: Error {
    /// The server refused it; the transaction is over, and nothing of it was written.
    case refused(Refusal)
    /// The connection is gone, and it is not known whether the last statement was executed.
    case lost
    /// The time for it is over; the connection was closed, and it is not known whether the statement was executed.
    case noAnswer
    /// Whether a transaction was committed could not be found out.
    case undecided
    /// No connection was made.
    case opening(ServerFault)

    struct Refusal {
        /// SQLSTATE.
        var code: String
        var constraint: String?
        var words: String
    }

    /// Whether the same may succeed at once, since another session came between.
    var isCollision: Bool {
        guard case .refused(let refusal) = self else { return false }
        return ["40001", "40P01", "23505"].contains(refusal.code)
    }

    /// Whether the connection is gone.
    var isLoss: Bool {
        switch self {
        case .lost, .noAnswer: true
        // The server ended the session: an administrator, a crash, a transaction left idle.
        case .refused(let refusal): refusal.endsSession
        case .undecided, .opening: false
        }
    }
}

extension SessionFailure.Refusal {
    /// Whether the session is over: the server has ended it, or its plans do not fit the book any more (0A000).
    ///
    /// 08P01 only says that a message was wrong.
    var endsSession: Bool {
        code.hasPrefix("57P") || code.hasPrefix("08") && code != "08P01" || code == "25P03" || code == "0A000"
    }
}

extension StoreFailure {
    /// What an error means for the book of a name, and for a login's role in it; statements and their values are left out.
    init(_ error: any Error, book: String, role: MemberRole? = nil, scope: MemberScope = .whole) {
        self =
            switch error {
            case let failure as StoreFailure: failure
            case let damage as Damage: .corrupted(path: book, at: damage.place)
            case SessionFailure.opening(let fault): .server(path: book, fault)
            case SessionFailure.lost: .server(path: book, .lost)
            case SessionFailure.noAnswer: .server(path: book, .noAnswer)
            case SessionFailure.undecided: .server(path: book, .unknownOutcome)
            case SessionFailure.refused(let refusal): Self.meaning(refusal, book, role, scope)
            default: .misused(reason: "\(type(of: error))")
            }
    }

    private static func meaning(
        _ refusal: SessionFailure.Refusal,
        _ book: String,
        _ role: MemberRole?,
        _ scope: MemberScope
    ) -> StoreFailure {
        switch refusal.code {
        case "AS001": Closing(stored: refusal.words).map { .closed(path: book, $0) } ?? .misused(reason: refusal.code)
        case "55P03", "57014", "40001", "40P01": .server(path: book, .held)
        case "53100": .full(path: book)
        case "53300": .server(path: book, .tooManyConnections)
        case "25006": .server(path: book, .standby)
        case "42501", "AS006": .server(path: book, role.map(ServerFault.role) ?? .forbidden(refusal.words))
        case "AS007": .server(path: book, .scope)
        // The code or the id of an account that the login does not see.
        case "23505" where scope != .whole && refusal.constraint?.hasPrefix("accounts_") == true:
            .server(path: book, .scope)
        // What the book's own triggers refuse whoever asks (`Migration.members`).
        case "AS002": .server(path: book, .rule(refusal.words))
        case "AS003": .server(path: book, .clock)
        case "AS008": .newerSchema(path: book, found: Int(refusal.words) ?? 0, known: Schema.known)
        case "54000": .server(path: book, .tooLong)
        case "58030", "XX001", "XX002": .damaged(path: book, .io)
        // Of a book that was open nothing is found any more once the login was let out of it.
        case "3F000", "42P01": role == nil ? .foreign(path: book) : .server(path: book, .noMember)
        case _ where refusal.endsSession: .server(path: book, .lost)
        case _ where refusal.code.hasPrefix("23"): .misused(reason: "\(refusal.code) \(refusal.constraint ?? "")")
        // A mistake of ours, which its words make clear; other words may hold data.
        case _ where refusal.code.hasPrefix("42") || refusal.code == "08P01":
            .misused(reason: "\(refusal.code) \(refusal.words)")
        default: .server(path: book, .code(refusal.code))
        }
    }
}
