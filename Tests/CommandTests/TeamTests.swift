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
        let limit = ContinuousClock.now + .seconds(30)
        while try await state() == "sending", .now < limit { try await Task.sleep(for: .seconds(1)) }
        #expect(try await state() == "in doubt")
        let again = try await stage.synchronizeReseller()
        #expect(again.code == 75, "\(again.code): \(again.err)")
        #expect(try stage.calls("synchronize") == 1)
    }

    @Test func `what is wrong with a server is told, with what to do, and never a password`() async throws {
        let program = try Program()
        let cluster = try PrivateCluster.shared()
        for (book, words) in [
            ("postgresql://anna:hunter2@db.example/book", "holds a password"),
            ("postgresql:///book?host=/tmp/no-such-folder", "cannot be reached"),
            (cluster.address(of: "nosuch"), "has no database"),
            (cluster.address(of: try cluster.database()), "There is no workspace"),
            ("service=nosuch", "cannot be reached"),
        ] {
            let run = try await program("accounts", "list", "--workspace", book)
            #expect(run.code == 74 && run.err.contains(words), "\(book): \(run)")
            #expect(run.err.split(separator: "\n").count >= 2, "it does not say what to do: \(run.err)")
            #expect(!(run.out + run.err).contains("hunter2"))
        }
    }
}
