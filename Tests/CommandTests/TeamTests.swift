import Foundation
import PrivateCluster
import TestKit
import Testing

/// The program on a book on a server.
@Suite struct TeamTests {
    private func stage(faults: [String] = []) async throws -> Stage {
        let cluster = try PrivateCluster.shared()
        return try await Stage(faults: faults, book: cluster.address(of: try cluster.database()))
    }

    @Test func `a reseller and its customers are synchronized as in a folder`() async throws {
        let stage = try await stage()
        #expect(try await stage.synchronizeReseller().code == 0)
        let plan = try await stage.program("plan", "C-1", "C-2", "--system", "Dropbox", "--json")
        #expect(plan.code == 0, "\(plan.err)")
        try stage.program.directory.write("plan.json", plan.out)
        let run = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(run.code == 0, "\(run.err)")
        let listed = try await stage.program("accounts", "list", "--filter", "status:synchronized", "--json")
        #expect((listed.json as? NSArray)?.count == 3, "\(listed.out)")
        #expect(try await stage.synchronizeReseller().code == 0)
        #expect(try stage.executed == 3)
        // What belongs to the machine lies below its own folder.
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: stage.program.directory.file(".local/state/account-sync/books")
        )
        #expect(folders.count == 1)
    }

    @Test func `what a killed program was sending is in doubt for the next one, once its lease is over`() async throws {
        let stage = try await stage(faults: ["synchronize:stall"])
        let sending = try stage.program.start([
            "synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77",
        ])
        try await stage.arrival(of: "synchronize")
        await sending.kill()
        func state() async throws -> String? {
            try await stage.program("status", "R-1", "--json").text("Dropbox.state")
        }
        #expect(try await state() == "sending", "its lease is not over")
        let limit = ContinuousClock.now + .seconds(90)
        while try await state() == "sending", .now < limit { try await Task.sleep(for: .seconds(1)) }
        #expect(try await state() == "in doubt")
        let again = try await stage.synchronizeReseller()
        #expect(again.code == 75, "\(again.code): \(again.err)")
        #expect(try stage.calls("synchronize") == 1)
    }

    @Test func `commands take leave of the server, which notes no broken connection of each`() async throws {
        let cluster = try PrivateCluster()
        let stage = try await Stage(book: cluster.address(of: try cluster.database()))
        func broken() throws -> [Substring] {
            let log = try String(contentsOfFile: cluster.folder + ".log", encoding: .utf8)
            return log.split(separator: "\n").filter { $0.contains("reset by peer") || $0.contains("unexpected EOF") }
        }
        // On a busy machine some of the eleven commands may end before they have taken leave, but not every time.
        var fewest = Int.max
        for _ in 1...3 where fewest >= 6 {
            let before = try broken().count
            #expect(try await stage.synchronizeReseller().code == 0)
            for _ in 1...5 {
                #expect(try await stage.program("accounts", "list").code == 0)
                #expect(try await stage.synchronizeReseller().code == 0)
            }
            // A connection that is over was noted, if it is.
            let users = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'account-sync'"
            for _ in 0..<3_000 where try cluster.sql(users) != "0" { try await Task.sleep(for: .milliseconds(20)) }
            fewest = min(fewest, try broken().count - before)
        }
        let lines = try broken().joined(separator: "\n")
        #expect(fewest < 6, "\(lines)")
    }

    @Test func `what is in the way of a new book on a server is told in words of servers`() async throws {
        let cluster = try PrivateCluster.shared()
        let (taken, foreign) = (try cluster.database(), try cluster.database())
        try cluster.sql("CREATE SCHEMA account_sync", in: foreign)
        let program = try Program()
        #expect(try await program("init", "--workspace", cluster.address(of: taken)).code == 0)
        for (database, words, cure) in [
            (taken, "There is a workspace at postgresql:///\(taken) already", "name another database"),
            (foreign, "the schema account_sync at postgresql:///\(foreign)", "that has no such schema"),
        ] {
            let run = try await program("init", "--workspace", cluster.address(of: database))
            #expect(run.code == 74 && run.err.contains(words) && run.err.contains(cure), "\(run)")
            #expect(!run.err.contains("directory"), "\(run)")
        }
    }

    /// Only libpq knows where a service is; what its file asks for counts as little as what an address does.
    @Test
    func `a service on another machine is used if it proves its name, whatever its file says, and else told nothing`()
        async throws
    {
        let cluster = try PrivateCluster.shared()
        let stage = try await stage()
        var program = stage.program
        let book = try #require(program.environment["ACCOUNT_SYNC_WORKSPACE"])
        let database = try #require(URL(string: book)).lastPathComponent
        let (open, named, other) = (
            try TLSFront(to: cluster, name: nil), try TLSFront(to: cluster, name: "localhost"),
            try TLSFront(to: cluster, name: "db.example")
        )
        // In capitals it is not a name of this machine to the program, and leads there.
        func service(_ name: String, _ front: TLSFront) -> String {
            """
            [\(name)]
            host=LOCALHOST
            port=\(front.port)
            dbname=\(database)
            user=postgres
            sslmode=disable
            sslrootcert=\(front.certificate)

            """
        }
        let file = service("open", open) + service("named", named) + service("other", other)
        program.environment["PGSERVICEFILE"] = try program.directory.write("services", file)
        for (name, words, said) in [
            ("open", "speaks no TLS", "SSL"), ("other", "is for another name", "db.example"),
        ] {
            let run = try await program("accounts", "list", "--workspace", "service=\(name)")
            #expect(run.code == 74 && run.err.contains(words) && run.err.contains(said), "\(run)")
        }
        let listed = try await program("accounts", "list", "--json", "--workspace", "service=named")
        #expect(listed.code == 0 && listed.count("") == 5, "\(listed)")
        for front in [open, other] { #expect(front.greetings.secure + front.greetings.open == 0) }
        #expect(named.greetings.secure > 0 && named.greetings.open == 0)
    }

    @Test func `what is wrong with a server is told, with what to do, and never a password`() async throws {
        let program = try Program()
        let cluster = try PrivateCluster.shared()
        for (book, words) in [
            ("postgresql://anna:hunter2@db.example/book", "holds a password"),
            ("postgresql:///book?host=/tmp/no-such-folder", "cannot be reached"),
            (cluster.address(of: "nosuch"), "has no database"),
            (cluster.address(of: try cluster.database()), "There is no workspace"),
            ("service=nosuch", "is not described on this machine"),
        ] {
            let run = try await program("accounts", "list", "--workspace", book)
            #expect(run.code == 74 && run.err.contains(words), "\(book): \(run)")
            #expect(run.err.split(separator: "\n").count >= 2, "it does not say what to do: \(run.err)")
            #expect(!(run.out + run.err).contains("hunter2"))
        }
    }
}
