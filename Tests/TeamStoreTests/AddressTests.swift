import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// How a book on a server is named.
@Suite struct AddressTests {
    private func failure(_ text: String) -> StoreFailure? {
        do {
            _ = try BookAddress(text, environment: [:])
            return nil
        } catch {
            return error
        }
    }

    @Test(
        arguments: [
            ("postgresql://host/book", true), ("postgres://host/book", true), ("service=book", true),
            ("/srv/book", false), ("book", false), ("postgresql", false), ("", false), ("./service=book", false),
        ]
    )
    func `a URI and a service name a book, all else a folder`(text: String, isBook: Bool) {
        #expect(BookAddress.names(text) == isBook)
    }

    @Test(
        arguments: [
            ("postgresql://anna@db.example:5433/book?sslmode=disable", "postgresql://db.example:5433/book"),
            ("postgresql:///book?host=/run/postgresql", "postgresql:///book"), ("service=book", "service=book"),
            ("service=book user=anna", "service=book"),
        ]
    )
    func `what is shown of it has neither user nor parameters`(text: String, name: String) throws {
        #expect(try BookAddress(text, environment: [:]).name == name)
    }

    @Test(
        arguments: [
            "postgresql://anna:hunter2@host/book", "postgresql://host/book?password=hunter2",
            "service=book password=hunter2", "postgresql://host/book?sslpassword=hunter2",
        ]
    )
    func `a password in it is refused before anything is opened, and never told`(text: String) {
        let failure = failure(text)
        guard case .server(_, .passwordInName) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(!"\(String(describing: failure))".contains("hunter2"))
    }

    @Test(arguments: [
        "postgresql://host/book?nosuch=1", "postgresql://[::1/book", "service=a b", "postgresql://%zz@h/b",
    ])
    func `what libpq does not understand is no name`(text: String) {
        guard case .server(_, .notAName) = failure(text) else {
            Issue.record("\(String(describing: failure(text)))")
            return
        }
    }

    @Test(arguments: [
        "postgresql://anna:hunter2#1@host/book", "postgresql://anna:hunter2?x@host/book", "service=x\tpassword=hunter2",
    ])
    func `no part of a password is shown, whatever is in it`(text: String) {
        #expect(!BookAddress.shown(text).contains("hunter2"))
        #expect(!BookAddress.folderName(text).contains("hunter2"))
    }

    @Test func `a name that only begins like a loopback address is somewhere else`() throws {
        #expect(try BookAddress("postgresql://127.0.0.1/book", environment: [:]).isLocal)
        #expect(try !BookAddress("postgresql://127.evil.example/book", environment: [:]).isLocal)
    }

    /// libpq connects to the address of the environment, whatever host the name has.
    @Test func `an address of the environment decides where the server is`() throws {
        let elsewhere = ["PGHOSTADDR": "192.0.2.2"]
        #expect(try !BookAddress("postgresql://localhost/book", environment: elsewhere).isLocal)
        #expect(try BookAddress("postgresql://localhost/book?hostaddr=127.0.0.1", environment: elsewhere).isLocal)
        #expect(try !BookAddress("postgresql:///book", environment: ["PGHOST": "db.example"]).isLocal)
        #expect(try BookAddress("postgresql://localhost/book", environment: ["PGHOST": "db.example"]).isLocal)
    }

    @Test func `a name in any case is one of a server, and a list of parameters is neither that nor a folder`() {
        #expect(BookAddress.names("POSTGRESQL://host/book"))
        #expect((try? BookAddress("POSTGRESQL://Host/Book", environment: [:]))?.name == "postgresql://Host/Book")
        #expect(BookAddress.shown("host=db.example password=hunter2") == "host=…")
        #expect(BookAddress.names("host=db.example dbname=book"))
        #expect(!BookAddress.names("/srv/host=1"))
        guard case .server(_, .notAName) = failure("host=db.example dbname=book") else {
            Issue.record("\(String(describing: failure("host=db.example dbname=book")))")
            return
        }
    }

    @Test(arguments: ["a\"\u{301}", "\u{D4E}\",\"evil", "\\\u{301}", "\\\"", "plain"])
    func `a word of several stays one word, byte by byte`(word: String) {
        guard case .text(let text) = ArrayValue([word, nil]).storedValue else { return #expect(Bool(false)) }
        var read: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8.dropFirst(2) {
            if !isEscaped, byte == UInt8(ascii: "\"") { break }
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            }
            isEscaped = false
            read.append(byte)
        }
        #expect(read == Array(word.utf8) && text.hasSuffix("\",NULL}"))
    }
}
