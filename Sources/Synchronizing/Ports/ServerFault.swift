/// Why the server of a book could not be asked, or refused.
package enum ServerFault: Hashable, Sendable {
    /// The library that speaks to PostgreSQL is not on this machine.
    case noLibrary
    /// The name is not one that PostgreSQL understands.
    case notAName
    /// The name holds a password, which others can read there.
    case passwordInName
    /// Others may read the file that holds the password.
    case passwordFileExposed(String)
    /// Nobody is there; in the words of the library.
    case unreachable(String)
    /// What describes services names none like this, or cannot be read; in the words of the library.
    case noService(String)
    /// Nobody vouches for the server's certificate, or it is not known here who could; in the words of the library.
    case unproved(String)
    /// The server's certificate is for another name; in the words of the library.
    case otherName(String)
    /// The server speaks no TLS, and is not on this machine; in the words of the library.
    case noTLS(String)
    /// The server wants a password, and none is at hand.
    case noPassword
    /// The user or the password is wrong, or may not enter; in the words of the server.
    case refused(String)
    case noDatabase
    case tooManyConnections
    /// It is starting or stopping.
    case notReady
    /// It only follows another server and cannot be written to.
    case standby
    /// The login may not do that; in the words of the server.
    case forbidden(String)
    /// The login is not a member of the book.
    case noMember
    /// The login's role does not include that.
    case role(MemberRole)
    /// The login's role does not include that any more: it was changed since the book was opened.
    case roleChanged(from: MemberRole, to: MemberRole)
    /// The login sees a part of the book, and that reaches beyond it.
    case scope
    /// Only the login that owns the book may do that.
    case ownerAlone
    /// The book does not allow that to anybody: a forged line, or a link that would move where none may.
    case rule(String)
    /// The clocks of this machine and of the server are minutes apart.
    case clock
    /// It speaks like PostgreSQL and is something else.
    case otherEngine(String)
    /// A pooler gives each transaction another session.
    case pooler
    case tooOld(version: String, least: Int)
    /// The book is of an earlier version, and the login does not own it: only its owner brings it up.
    case olderBook(found: Int, known: Int)
    /// Texts are not kept as UTF-8.
    case encoding(String)
    /// The connection was lost in the middle of something; nothing was written.
    case lost
    /// Another session holds what was needed; nothing was written.
    case held
    /// It did not answer within the time for it; nothing was written.
    case noAnswer
    /// Whether something was written is not known.
    case unknownOutcome
    /// A value is too long for an index.
    case tooLong
    /// Another error, by its code.
    case code(String)

    /// Whether the login is not let into the book, or not any more.
    package var isShutOut: Bool {
        switch self {
        case .noPassword, .refused, .forbidden, .noMember: true
        case .noLibrary, .notAName, .passwordInName, .passwordFileExposed, .unreachable, .noService, .unproved,
            .otherName, .noTLS, .noDatabase, .tooManyConnections, .notReady, .standby, .role, .roleChanged, .scope,
            .ownerAlone, .rule, .clock, .otherEngine, .pooler, .tooOld, .olderBook, .encoding, .lost, .held,
            .noAnswer, .unknownOutcome, .tooLong, .code:
            false
        }
    }
}

extension ServerFault {
    /// Whether it stays like that until somebody puts something right, here or at the server.
    ///
    /// A host that cannot be found may be one as well; but so it looks while a network is not there yet.
    package var isLasting: Bool {
        switch self {
        case .noLibrary, .notAName, .passwordInName, .passwordFileExposed, .noService, .unproved, .otherName, .noTLS,
            .noPassword, .refused, .noDatabase, .forbidden, .noMember, .ownerAlone, .otherEngine, .pooler, .tooOld,
            .olderBook, .encoding:
            true
        case .unreachable, .tooManyConnections, .notReady, .standby, .role, .roleChanged, .scope, .rule, .clock, .lost,
            .held, .noAnswer, .unknownOutcome, .tooLong, .code:
            false
        }
    }
}
