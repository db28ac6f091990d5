import Foundation
import PrivateCluster
import TestKit
import Testing

/// Books that have lost their last commits, and what the machines that sent know of them; the vendor's exists call finds
/// nothing, so that only their journals stand before a second create.
@Suite struct FailoverTests {
    private struct Team {
        let cluster: PrivateCluster
        let database: String
        let owner: Program
        /// An operator on a machine of their own.
        let member: Program
        let vendor: HeldVendor
    }

    private func team(holding endpoint: String = "nothing") async throws -> Team {
        let cluster = try PrivateCluster()
        let database = try cluster.database()
        let vendor = try HeldVendor(holding: endpoint)
        var owner = try Program()
        owner.environment["ACCOUNT_SYNC_WORKSPACE"] = cluster.address(of: database)
        try await owner.prepare(Stage.accounts, Registration(base: vendor.server.url()).json)
        try cluster.sql("CREATE ROLE ben LOGIN")
        #expect(try await owner("members", "add", "ben", "--role", "operator").code == 0)
        var member = try Program()
        member.environment["ACCOUNT_SYNC_WORKSPACE"] = cluster.address(of: database, user: "ben")
        return Team(cluster: cluster, database: database, owner: owner, member: member, vendor: vendor)
    }

    private let sending = ["synchronize", "R-1", "--system", "Dropbox"]

    /// A program as if it had been pointed at another server.
    private func turned(_ program: Program, to address: String) -> Program {
        var program = program
        program.environment["ACCOUNT_SYNC_WORKSPACE"] = address
        return program
    }

    @Test(arguments: [true, false])
    func `an asynchronous standby that lost a create is told of it by its sender; without the journal it is made twice`(
        hasJournal: Bool
    ) async throws {
        let team = try await team()
        let standby = try Standby(of: team.cluster)
        try standby.cutOff()
        let first = try await team.member.run(sending)
        #expect(first.code == 0 && team.vendor.sends == 1, "\(first)")
        try standby.promote()
        let owner = turned(team.owner, to: standby.address(of: team.database))
        var member = turned(team.member, to: standby.address(of: team.database, user: "ben"))
        // Nothing was sent from the administrator's own machine.
        let accepted = try await owner("home", "accept", "--yes", "--json")
        #expect(accepted.code == 0 && accepted["sends.offered"] == 0 as NSNumber, "\(accepted)")
        if !hasJournal { member.environment["XDG_STATE_HOME"] = member.directory.file("other") }
        let again = try await member.run(sending)
        #expect(again.code == 0, "\(again)")
        #expect(team.vendor.sends == (hasJournal ? 1 : 2))
        guard hasJournal else { return }
        #expect(again.err.contains("They became: 1 synchronized."), "\(again)")
        #expect(try await member("status", "R-1", "--json").text("Dropbox.state") == "synchronized")
        #expect(try await owner("audit", "verify").code == 0)
    }

    @Test func `on a standby home says that it is one, until it leads`() async throws {
        let team = try await team()
        let standby = try Standby(of: team.cluster)
        let reader = turned(team.owner, to: standby.address(of: team.database))
        let shown = try await reader("home")
        #expect(shown.code == 0 && shown.out.hasPrefix("On a standby: "), "\(shown)")
        #expect(!shown.out.contains("may send from here"), "\(shown)")
        #expect(try await reader("home", "--json")["standby"] == true as NSNumber)
        #expect(try await team.owner("home", "--json")["standby"] == false as NSNumber)
        try standby.promote()
        let promoted = try await reader("home")
        #expect(promoted.code == 0 && promoted.out.hasPrefix("Away from home: "), "\(promoted)")
        #expect(try await reader("home", "--json")["standby"] == false as NSNumber)
    }

    @Test func `what a killed sender did not hear of is in doubt on the promoted standby, and counted by home accept`()
        async throws
    {
        let team = try await team(holding: "synchronize")
        let standby = try Standby(of: team.cluster)
        try standby.cutOff()
        let process = try team.owner.start(sending)
        team.vendor.waitForArrival()
        await process.kill()
        try standby.promote()
        let owner = turned(team.owner, to: standby.address(of: team.database))
        let accepted = try await owner("home", "accept", "--yes", "--json")
        #expect(accepted["sends.offered"] == 1 as NSNumber, "\(accepted)")
        #expect(accepted["sends.became.inDoubt"] == 1 as NSNumber, "\(accepted)")
        let again = try await owner.run(sending)
        #expect(again.code == 75 && team.vendor.sends == 1, "\(again)")
        #expect(try await owner("status", "R-1", "--json").text("Dropbox.state") == "in doubt")
        // Offered once, it is known.
        let shown = try await owner("home", "--json")
        #expect(shown["sends.offered"] == 0 as NSNumber && shown["sends.sends"] == 1 as NSNumber, "\(shown)")
        #expect(try await owner("audit", "verify").code == 0)
        for _ in 0..<9 { team.vendor.release() }
    }

    @Test(arguments: [true, false])
    func `a backup from before the intent that looks like the home is found out by what was sent last`(
        hasJournal: Bool
    ) async throws {
        let team = try await team()
        let backup = try Standby(of: team.cluster, follows: false)
        #expect(try await team.owner.run(sending).code == 0)
        var owner = turned(team.owner, to: backup.address(of: team.database))
        if !hasJournal { owner.environment["XDG_STATE_HOME"] = owner.directory.file("other") }
        let again = try await owner.run(sending)
        #expect(again.code == 0, "\(again)")
        #expect(team.vendor.sends == (hasJournal ? 1 : 2))
        #expect(try await owner("home", "--json")["atHome"] == true as NSNumber)
    }

    @Test func `killed at every step of the journal's writing, and then put back from a backup, nothing is made twice`()
        async throws
    {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else { return }
        let vendor = try HeldVendor(holding: "nothing")
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json)
        let (workspace, backup) = (program.directory.file("ws"), program.directory.file("backup"))
        #expect(await (try ChildProcess(["cp", "-a", workspace, backup])).end() == 0)
        let state = program.directory.file(".local/state")
        let sends = state + "/account-sync/sends"
        var kills = 0
        for call in ["mkdir", "openat", "write", "fdatasync", "fsync"] {
            for step in 1...20 {
                for path in [workspace, state] { try? FileManager.default.removeItem(atPath: path) }
                #expect(await (try ChildProcess(["cp", "-a", backup, workspace])).end() == 0)
                #expect(try await program("home", "accept", "--yes").code == 0)
                let before = vendor.sends
                // `home accept` has made the folder for its mark.
                let folder =
                    sends + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: sends).first))
                var traced = program
                traced.wrapper = [
                    "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-P", folder,
                    "-P", "\(folder)/\(Date().ISO8601Format().prefix(10)).sends",
                    "-e", "inject=\(call):signal=KILL:when=\(step)",
                ]
                let isOver = try await traced.run(sending).code == 0
                kills += isOver ? 0 : 1
                #expect(vendor.sends - before <= 1)
                // The workspace goes on where it was.
                _ = try await program.run(sending)
                let sent = vendor.sends - before
                #expect(sent <= 1, "\(call) \(step)")
                // The same with the backup in its place.
                try FileManager.default.removeItem(atPath: workspace)
                #expect(await (try ChildProcess(["cp", "-a", backup, workspace])).end() == 0)
                #expect(try await program("home", "accept", "--yes").code == 0)
                _ = try await program.run(sending)
                #expect(vendor.sends - before <= 1, "\(call) \(step), after the backup")
                if isOver { break }
            }
        }
        #expect(kills >= 4, "\(kills)")
    }

    @Test func `if the journal cannot be written, nothing is sent, and it is said why`() async throws {
        let vendor = try HeldVendor(holding: "nothing")
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json)
        let sends = program.directory.file(".local/state/account-sync/sends")
        // A sender's journal is there already since the first opening has noted the home.
        try? FileManager.default.removeItem(atPath: sends)
        try program.directory.write(".local/state/account-sync/sends", "in the way")
        let refused = try await program.run(sending)
        #expect(refused.code != 0 && refused.err.contains("cannot be written"), "\(refused)")
        #expect(vendor.sends == 0)
        try FileManager.default.removeItem(atPath: sends)
        let sent = try await program.run(sending)
        #expect(sent.code == 0 && vendor.sends == 1, "\(sent)")
    }
}
