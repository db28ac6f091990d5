package import Synchronizing

extension Notice {
    /// What is wrong with the server of a book, or with the way there; `book` is its name.
    package init(_ fault: ServerFault, of book: String) {
        self =
            switch fault {
            case .noLibrary:
                .bad(
                    "The book \(book) is on a server, and the library that speaks to PostgreSQL is not on this machine."
                )
                .cure("Install it: apt-get install libpq5.")
            case .notAName:
                .bad("This is not the name of a book on a server: \(book).")
                    .cure("Write postgresql://HOST/DATABASE, or service=NAME.")
            case .passwordInName:
                .bad("The name of the book holds a password, which others can read there; nothing was opened.")
                    .cure("Change that password, and put it into ~/.pgpass, with chmod 600.")
            case .passwordFileExposed(let file):
                .bad("Others may read the passwords in \(file); nothing was opened.")
                    .cure("Make it yours alone: chmod 600 \(file.inShell).")
            case .unreachable(let words):
                .bad("The server of \(book) cannot be reached.").details(words.quotedAsWords)
                    .cure("Check the name, the network, and whether PostgreSQL is running there.")
            case .noService(let words):
                .bad("The service that \(book) names is not described on this machine.").details(words.quotedAsWords)
                    .cure("Describe it in ~/.pg_service.conf: [NAME], and below that host=, dbname= and user=.")
            case .unproved(let words):
                .bad("The server of \(book) could not prove who it is, and was told nothing.")
                    .details(words.quotedAsWords)
                    .cure(
                        "Put its authority's certificate into ~/.postgresql/root.crt, or name the file with sslrootcert."
                    )
            case .otherName(let words):
                .bad("The certificate of the server of \(book) is for another name; the server was told nothing.")
                    .details(words.quotedAsWords)
                    .cure("Name the server as its certificate does.")
            case .noTLS(let words):
                .bad("The server of \(book) speaks no TLS, and was told nothing.").details(words.quotedAsWords)
                    .cure("Have its administrator turn that on: ssl = on, with a certificate for its name.")
            case .noPassword:
                .bad("The server of \(book) asks for a password, and none is at hand.")
                    .cure("Put it into ~/.pgpass, with chmod 600, or into PGPASSWORD.")
            case .refused(let words):
                .bad("The server of \(book) did not let you in.").details(words.quotedAsWords)
                    .cure("Check the user and the password; an administrator of the server lets people in.")
            case .noDatabase:
                .bad("The server has no database for \(book).")
                    .cure("Check the name, or have an administrator of the server make the database.")
            case .tooManyConnections:
                .bad("The server of \(book) takes no more connections.")
                    .cure(
                        "Try again later, or have its administrator raise max_connections, or your login's CONNECTION LIMIT."
                    )
            case .notReady:
                .bad("The server of \(book) is starting or stopping.").cure("Try again in a moment.")
            case .standby:
                .bad("The server of \(book) is a standby, and nothing can be written to it.")
                    .cure("Name the server that leads, or both with target_session_attrs=read-write.")
            case .forbidden(let words):
                .bad("Your login may not do that in \(book).").details(words.quotedAsWords)
                    .cure("Ask whoever administers the database.")
            case .noMember:
                .bad("Your login is not a member of the book \(book).")
                    .cure(
                        "Have an administrator of the book let it in: \(ShellCommand("members add LOGIN --role ROLE"))."
                    )
            case .role(let role): .role(role, in: book)
            case .roleChanged(let former, let role): .role(role, since: former, in: book)
            case .scope: .scope(in: book)
            case .ownerAlone:
                .bad("Only the login that owns the book \(book) may do that; nothing was written.")
                    .cure("Log in as its owner, whom \(ShellCommand("members list")) names first.")
            case .rule(let words):
                .bad("The book \(book) does not allow that to anybody (\(words)); nothing was written.")
                    .cure("Look again: somebody may have changed it. If it keeps happening, please report it.")
            case .clock:
                .bad(
                    "The clock of this machine and that of the server of \(book) are minutes apart; nothing was written."
                )
                .cure("Set the clock, for instance with timedatectl set-ntp true.")
            case .otherEngine(let name):
                .bad("The book \(book) is on \(name), which does not keep what our promise needs of PostgreSQL.")
                    .cure("Use PostgreSQL 15 or later.")
            case .pooler:
                .bad("A pooler between here and the server of \(book) hides whose session is whose.")
                    .cure("Connect to the server itself.")
            case .tooOld(let version, let least):
                .bad("The server of \(book) is \(version), which is too old.").cure("Use PostgreSQL \(least) or later.")
            case .olderBook(let found, let known):
                .bad("The book \(book) is of an earlier version (schema \(found), this one makes \(known)).")
                    .cure("Let the login that owns it open it once with this version; nothing was changed.")
            case .encoding(let encoding):
                .bad("The database of \(book) keeps texts as \(encoding), not as UTF-8.")
                    .cure("Make the database again with ENCODING 'UTF8'.")
            case .lost:
                .bad("The connection to \(book) was lost; what was under way was not written.")
                    .cure("Try again once the server can be reached.")
            case .held:
                .bad("Another session on the server of \(book) holds what this needs; nothing was written.")
                    .cure("Try again in a minute; the server's administrator sees in pg_stat_activity who holds it.")
            case .noAnswer:
                .bad("The server of \(book) did not answer in time.")
                    .cure("Check the network and the server, then try again.")
            case .unknownOutcome:
                .bad("The connection to \(book) was lost, and whether the last change was written is not known.")
                    .cure("Look at it once the server can be reached; nothing more was sent.")
            case .tooLong:
                .bad("A value is too long for an index of \(book); nothing was written.")
                    .cure("Shorten the codes, names and emails that are longest.")
            case .code(let code):
                .bad("The server of \(book) refused with the code \(code); nothing was written.")
                    .cure("Look into the server's log, which says more, and whether its disk is full.")
            }
    }
}
