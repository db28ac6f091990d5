import Foundation
import PrivateCluster
import TestKit
import Testing

/// Bulk runs that several processes share: `runs`, and `work`.
@Suite(.timeLimit(.minutes(20))) struct RunsTests {
    /// Resellers with customers each, and a plan of all of them in a file.
    private func planned(
        _ program: Program,
        resellers: Int = 3,
        customers: Int = 5,
        setting: [String] = ["--set", "reseller-id=RS-77"]
    ) async throws -> Int {
        var lines = ["code,name,type,parent_code,email,country"]
        for reseller in 1...resellers {
            lines.append("F-\(reseller),Family \(reseller),reseller,,f\(reseller)@x.example,DE")
            for customer in 0..<customers {
                let code = "F-\(reseller)-\(customer)"
                let email = "c\(reseller).\(customer)@x.example"
                lines.append("\(code),Customer \(customer),customer,F-\(reseller),\(email),DE")
            }
        }
        try program.directory.write("more.csv", lines.joined(separator: "\n") + "\n")
        #expect(try await program("accounts", "import", "more.csv").code == 0)
        let plan = try await program.run(["plan", "--filter", "F-", "--system", "Dropbox", "--json"] + setting)
        #expect(plan.code == 0)
        try program.directory.write("plan.json", plan.out)
        return resellers * (customers + 1)
    }

    @discardableResult
    private func detach(_ program: Program, _ options: String..., inFlight: Int = 4) async throws -> Run {
        let begun = try await program.run(
            [
                "runs", "start", "--plan", "plan.json", "--detach", "--rate", "0", "--in-flight", "\(inFlight)",
                "--json",
            ] + options
        )
        #expect(begun.code == 0, "\(begun.err)")
        return begun
    }

    @Test(arguments: [false, true])
    func `two workers share a run: every account once, and both end when there is nothing to do`(
        isOnServer: Bool
    ) async throws {
        let cluster = isOnServer ? try PrivateCluster.shared() : nil
        let stage = try await Stage(book: try cluster.map { $0.address(of: try $0.database()) })
        let count = try await planned(stage.program)
        let begun = try await detach(stage.program)
        #expect(begun.text("standing") == "waiting for a worker" && begun["run"] as? Int == 1)
        let workers = try (0..<2).map { _ in try stage.program.start(["work", "--once"]) }
        for worker in workers { #expect(await worker.end() == 0) }
        #expect(try stage.executed == count)
        #expect(try stage.calls("synchronize") == count)
        let waited = try await stage.program("runs", "wait", "1", "--json")
        #expect(waited.code == 0)
        #expect(waited.text("run.standing") == "complete" && waited["run.done"] as? Int == count)
        let shown = try await stage.program("runs", "show", "1")
        #expect(shown.code == 0 && shown.out.hasPrefix("Run 1 on Dropbox: complete, 18 of 18 done."))
        #expect(shown.out.contains("F-1-0  ") && shown.out.contains(isOnServer ? "postgres" : "tester"))
        // What was sent is not to be applied again, and choices read as in `plan`.
        let plan = try await stage.program("runs", "show", "1", "--plan")
        #expect(plan.code == 0 && !plan.out.contains("Apply it with"), "\(plan.out)")
        #expect(plan.out.hasSuffix("Run 1 on Dropbox: complete, 18 of 18 done.\n"), "\(plan.out)")
        #expect(plan.out.contains("Role User"), "\(plan.out)")
    }

    @Test func `of a worker that is killed at most what it was sending is in doubt, and another goes on`() async throws
    {
        let stage = try await Stage(faults: ["synchronize:stall@7"])
        let count = try await planned(stage.program)
        try await detach(stage.program, inFlight: 2)
        let first = try stage.program.start(["work"])
        try await stage.arrival(of: "synchronize", calls: 7)
        await first.kill()
        let second = try await stage.program("work", "--once")
        #expect(second.code == 75, "\(second.err)")
        let shown = try await stage.program("runs", "show", "1", "--json")
        let states = (shown["accounts"] as? [[String: Any]] ?? []).compactMap { $0["state"] as? String }
        let doubts = states.count { $0 == "in doubt" }
        #expect((1...2).contains(doubts), "\(shown.out)")
        let left = states.count { $0 == "waiting" }
        #expect(states.count { $0 == "synchronized" } == count - doubts - left)
        #expect(left == 0 || left == 5 || left == 10, "only the customers of a reseller in doubt wait")
        // The one that stalls was sent; another that was under way may have been killed before its first byte.
        let calls = try stage.calls("synchronize")
        #expect((count - left - doubts + 1...count - left).contains(calls), "sent twice")
        #expect(shown.text("run.standing") == "complete")
        #expect(try await stage.program("runs", "wait", "1").code == 75)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a worker that is asked to end finishes what is under way and gives back the rest`(signal: Int32) async throws
    {
        let vendor = try HeldVendor()
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        let count = try await planned(program, setting: [])
        try await detach(program, inFlight: 2)
        let worker = try program.follow("work")
        vendor.waitForArrival()
        vendor.waitForArrival()
        #expect(worker.line() == "Working on run 1 on Dropbox, which tester began: 0 of 18 done.")
        worker.signal(signal)
        while true {
            let line = worker.line()
            if line.hasPrefix("It finishes what is under way") { break }
            try #require(!line.isEmpty)
        }
        vendor.release(2)
        #expect(await worker.end() == 0)
        let run = try await program("runs", "show", "1", "--json")
        #expect(run.text("run.standing") == "waiting for a worker" && run["run.done"] as? Int == 2)
        #expect(run["run.underWay"] as? Int == 0)
        vendor.release(count)
        #expect(try await program("work", "--once").code == 0)
        #expect(vendor.sends == count)
    }

    @Test func `a run that was ended at once is over, although nobody wrote that down`() async throws {
        let vendor = try HeldVendor()
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        let count = try await planned(program, setting: [])
        let running = try program.follow("synchronize", "--plan", "plan.json", "--rate", "0")
        vendor.waitForArrival()
        running.signal(SIGTERM)
        while !(try await program("runs", "list").out.contains("stopping")) {}
        running.signal(SIGTERM)
        #expect(await running.end() == -SIGTERM)
        let waited = try await program("runs", "wait", "1", "--json")
        #expect(waited.code != 0 && waited.text("run.standing") == "stopped", "\(waited.err)")
        #expect(try await program("runs", "list").out.contains("stopped"))
        #expect(try await !program("runs", "list", "--open").out.contains("stopped"))
        // Now it is written down, once.
        for code: Int32 in [0, 65] { #expect(try await program("runs", "stop", "1").code == code) }
        vendor.release(count)
        #expect(try await program("runs", "retry", "1").code != 75)
    }

    @Test(arguments: [["synchronize", "--plan", "plan.json", "--json"], ["work"], ["work", "--json"]])
    func `a run goes on although nobody reads what is said of it, and everything is said in the end`(
        _ command: [String]
    ) async throws {
        let stage = try await Stage()
        let count = try await planned(stage.program, customers: 20)
        let isWorker = command.first == "work"
        if isWorker { try await detach(stage.program) }
        // A pager that is left standing: it is full, and takes nothing any more.
        let pager = try Pager(stage.program.directory.file("pager"))
        var program = stage.program
        program.wrapper = ["/bin/sh", "-c", "exec \"$@\" \(command.last == "--json" && isWorker ? 1 : 2)>pager", "sh"]
        let running = try program.start(command + ["--rate", "0"].filter { _ in !isWorker })
        let limit = ContinuousClock.now + .seconds(60)
        while try stage.executed < count {
            try #require(.now < limit, "it stands still")
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await stage.program("runs", "wait", "1", "--json")["run.done"] as? Int == count)
        if isWorker {
            // Nor does that keep it from ending when it is asked to.
            running.signal(SIGTERM)
            running.signal(SIGINT)
            #expect([-SIGTERM, -SIGINT].contains(await running.end()))
        } else {
            let said = pager.rest(count)
            #expect(await running.end() == 0)
            #expect(said.split(separator: "\n").count { $0.contains(#""state":"synchronized""#) } == count)
        }
    }

    @Test func `a worker says what happens as lines of JSON`() async throws {
        let stage = try await Stage()
        let count = try await planned(stage.program, resellers: 1, customers: 2)
        try await detach(stage.program)
        let worked = try await stage.program("work", "--once", "--json")
        #expect(worked.code == 0 && !worked.err.contains("Working on"), "\(worked)")
        let events = try worked.out.split(separator: "\n")
            .map { line in
                try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            }
        // How the worker is comes whenever it looks, but no more than once a minute.
        let told = events.filter { $0["event"] as? String != "health" }
        #expect(told.compactMap { $0["event"] as? String } == ["began", "ended"], "\(worked.out)")
        #expect(events.allSatisfy { ($0["at"] as? String)?.hasSuffix("Z") == true && $0["message"] is String })
        #expect((told.first?["run"] as? [String: Any])?["accounts"] as? Int == count)
        #expect(told.last?["ending"] as? String == "complete", "\(worked.out)")
        // The end is told with the run as it is then, and with what came of it.
        let ended = try #require(told.last?["run"] as? [String: Any])
        #expect(ended["done"] as? Int == count && ended["standing"] as? String == "complete", "\(worked.out)")
        #expect(told.last?["message"] as? String == "Run 1 on Dropbox has ended: complete, 3 synchronized.")
        #expect(events.contains { $0["runs"] is [Any] }, "\(worked.out)")
    }

    @Test(arguments: [("synchronize:500@1", 75), ("synchronize:429=1x3", 69)] as [(String, Int32)])
    func `a worker that ends by itself exits as its run did, and a service that is asked to end with 0`(
        fault: String,
        code: Int32
    ) async throws {
        let stage = try await Stage(faults: [fault])
        _ = try await planned(stage.program, resellers: 1, customers: 2)
        try await detach(stage.program)
        let worked = try await stage.program("work", "--once")
        #expect(worked.code == code, "\(worked)")
        #expect(try await stage.program("runs", "wait", "1").code == code)
        // There is nothing more to do.
        #expect(try await stage.program("work", "--once").code == 0)
        let service = try await Stage(faults: [fault])
        _ = try await planned(service.program, resellers: 1, customers: 2)
        try await detach(service.program)
        let worker = try service.program.start(["work"])
        #expect(try await service.program("runs", "wait", "1").code == code)
        worker.signal(SIGTERM)
        #expect(await worker.end() == 0)
    }

    @Test func `a worker that somebody must put right first exits otherwise than one that may try again`() async throws
    {
        let cluster = try PrivateCluster.shared()
        let (book, empty) = (try cluster.database(), try cluster.database())
        let program = try Program()
        #expect(try await program("init", "--workspace", cluster.address(of: book)).code == 0)
        try cluster.sql("CREATE ROLE stranger_\(book) LOGIN")
        for (address, code, words) in [
            (cluster.address(of: empty), 78, "There is no workspace"),
            (cluster.address(of: "nosuch"), 78, "has no database"),
            (cluster.address(of: book, user: "stranger_\(book)"), 78, "is not a member of the book"),
            ("service=nosuch", 78, "is not described on this machine"),
            ("postgresql:///book?host=/tmp/no-such-folder", 74, "cannot be reached"),
        ] {
            let run = try await program("work", "--workspace", address)
            #expect(run.code == code && run.err.contains(words), "\(address): \(run)")
        }
    }

    @Test func `a worker takes up what a killed synchronize left`() async throws {
        let stage = try await Stage(faults: ["synchronize:stall@3"])
        let count = try await planned(stage.program, resellers: 1, customers: 6)
        let killed = try stage.program.start([
            "synchronize", "--plan", "plan.json", "--rate", "0", "--in-flight", "1",
        ])
        try await stage.arrival(of: "synchronize", calls: 3)
        await killed.kill()
        let list = try await stage.program("runs", "list")
        #expect(list.out.contains("nobody works on it"))
        // What the killed one was sending is in doubt.
        #expect(try await stage.program("work", "--once").code == 75)
        #expect(try stage.calls("synchronize") == count)
        #expect(try await stage.program("runs", "list", "--json").text("0.standing") == "complete")
    }

    @Test func `runs are listed, stopped and tried again, and what cannot be done says why`() async throws {
        let stage = try await Stage(faults: ["synchronize:429=1x3"])
        let program = stage.program
        _ = try await planned(program, resellers: 1, customers: 2)
        try await detach(program)
        #expect(try await program("runs", "retry", "1").code == 75)
        let stopped = try await program("runs", "stop", "1", "--json")
        #expect(stopped.text("standing") == "stopped" && stopped.text("stop.by") == "tester")
        #expect(try await program("runs", "stop", "1").code == 65)
        let first = try await program("runs", "start", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(first.code == 69)
        let rejects = try await program("runs", "show", "2", "--rejects", "rejects.csv")
        #expect(rejects.code == 0 && rejects.out.contains("not sent"))
        // The reason is told wherever the account is.
        let reason = "Family 1 was not sent. "
        #expect(rejects.out.contains(reason), "\(rejects.out)")
        #expect(try await program("runs", "wait", "2").out.contains("F-1 Family 1: not sent: \(reason)"))
        #expect(try program.directory.text("rejects.csv").contains("\nF-1,,,,RS-77,not sent,"))
        let again = try await program("runs", "retry", "2", "--json")
        #expect(again["run.retryOf"] as? Int == 2, "\(again)")
        #expect(again.text("accounts.0.state") == "synchronized")
        #expect(again.text("accounts.1.state") == "left out" && again["run.counts.left out"] as? Int == 2, "\(again)")
        #expect(try stage.executed == 1)
        let list = try await program("runs", "list", "--json")
        #expect((list.json as? NSArray)?.count == 3)
        #expect(try await program("runs", "list", "--open", "--json").out == "[\n\n]\n")
        #expect(try await program("runs", "list", "--open").err.hasPrefix("No bulk run is open"))
        #expect(try await program("runs", "show", "9").code == 65)
        #expect(try await program("runs", "show", "0").code == 64)
        let dash = try await program("runs", "show", "2", "--rejects", "-")
        #expect(dash.code == 64 && dash.err.contains("--rejects needs a file, not -."), "\(dash)")
    }

    @Test func `what was not sent since nobody could be asked is tried again`() async throws {
        let stage = try await Stage(faults: ["exists:500x60"])
        let program = stage.program
        _ = try await planned(program, resellers: 1, customers: 2)
        let first = try await program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(first.text("accounts.0.state") == "not sent", "\(first)")
        // Nothing is known of it but the run's record.
        #expect(try await program("status", "F-1", "--json").text("Dropbox.state") == "not synchronized")
        let again = try await program("runs", "retry", "1", "--json")
        #expect(again["run.retryOf"] as? Int == 1 && again.text("accounts.0.state") == "not sent", "\(again)")
        let last = try await program("synchronize", "--plan", "plan.json", "--rate", "0", "--retry", "failed", "--json")
        #expect(last.text("accounts.0.state") == "not sent", "\(last)")
        #expect(try stage.calls("exists") >= 3 && stage.executed == 0)
    }

    @Test func `an account that is tried again is not shown as being sent before it is`() async throws {
        let vendor = try HeldVendor(holding: "exists", answer: #"{"Code":-5,"Message":"no such country"}"#)
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        _ = try await planned(program, resellers: 1, customers: 0, setting: [])
        vendor.release()
        #expect(try await program("synchronize", "--plan", "plan.json", "--rate", "0").code == 77)
        vendor.waitForArrival()
        #expect(try await program("runs", "retry", "1", "--detach").code == 0)
        let worker = try program.start(["work", "--once"])
        vendor.waitForArrival()
        let shown = try await program("runs", "show", "2", "--json")
        #expect(shown.text("accounts.0.state") == "waiting" && shown["run.underWay"] as? Int == 1, "\(shown.out)")
        vendor.release()
        #expect(await worker.end() == 77)
    }

    @Test func `a run of a paused system says why it waits, to a worker and to whoever looks at it`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        let program = stage.program
        _ = try await planned(program, resellers: 1, customers: 1)
        try await detach(program)
        #expect(try await stage.synchronizeReseller().code == 77)
        let worked = try await program("work", "--once")
        let why = "Run 1 waits: Dropbox is paused (the vendor answered 401)."
        #expect(worked.code == 77 && worked.err.contains(why), "\(worked)")
        #expect(worked.err.contains("account-sync systems check Dropbox") && !worked.err.contains("No run waits"))
        #expect(try await program("runs", "show", "1").out.contains(why))
        #expect(try stage.calls("synchronize") == 1)
    }

    @Test func `who may only read neither starts, stops, tries again nor works`() async throws {
        let stage = try await Stage()
        _ = try await planned(stage.program, resellers: 1, customers: 1)
        try await detach(stage.program)
        var reading = stage.program
        reading.environment["ACCOUNT_SYNC_READ_ONLY"] = "1"
        for words in [
            ["runs", "start", "--plan", "plan.json"], ["runs", "start", "--plan", "plan.json", "--detach"],
            ["runs", "stop", "1"], ["runs", "retry", "1"], ["work", "--once"],
        ] {
            #expect(try await reading.run(words).code == 77, "\(words)")
        }
        #expect(try await reading("runs", "list").code == 0)
        #expect(try await reading("runs", "show", "1").code == 0)
        #expect(try stage.calls("synchronize") == 0)
    }
}

/// A pipe that is full, and read only when that is asked for.
private struct Pager {
    private let descriptor: Int32

    init(_ path: String) throws {
        try #require(mkfifo(path, 0o600) == 0)
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        try #require(fcntl(descriptor, 1031, 4096) == 4096, "F_SETPIPE_SZ")
        try #require(Glibc.write(descriptor, [UInt8](repeating: 10, count: 4096), 4096) == 4096)
    }

    /// Everything that `count` accounts and the run say.
    ///
    /// Behind the last of them it takes what comes within two seconds; it waits a minute at most for anything.
    func rest(_ count: Int) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let isWhole = text.split(separator: "\n").count { $0.contains(#""state":"synchronized""#) } >= count
            guard poll(&waiting, 1, isWhole ? 2_000 : 60_000) == 1 else { return text }
            let count = read(descriptor, &buffer, buffer.count)
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }
}
