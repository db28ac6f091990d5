import Synchronizing
import TeamStore
import Testing

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
}
