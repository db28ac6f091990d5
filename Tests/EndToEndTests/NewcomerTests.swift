import Foundation
import FoundationNetworking
import Testing

extension OneAtATime {
    /// What the README tells a newcomer to type.
    @Suite struct NewcomerTests {
        @Test(.timeLimit(.minutes(20)))
        func
            `the keys of the README synchronize a reseller and its end customer, and the portal shows one under the other`()
            async throws
        {
            let program = try Program()
            let pty = try program.start(["demo"])
            try pty.wait(for: "R-100")
            try pty.wait("the cursor on the first reseller") { pty.selected?.contains("Northwind Cloud") == true }
            pty.send("\r")
            try pty.wait("the link under the cursor") { pty.selected?.contains("Provisioning Sync Status") == true }
            pty.send("\r")
            try pty.wait("the pop-up of systems") { pty.selected?.contains("Dropbox") == true }
            pty.send("\r")
            try pty.wait(for: "[ Save & Synchronize ]")
            pty.send("RS-77")
            try pty.wait(for: "RS-77")
            // A warning that is not on the screen yet would be shown before anything is sent.
            try pty.wait(for: "the second account with it")
            pty.send("\u{13}")
            try pty.wait(for: "Northwind Cloud is dbx-")
            pty.send("n")
            try pty.wait(for: "Sync Options ── C-101 Bäckerei Sonne GmbH")
            for prefilled in ["Northwind Cloud (R-100)", "(•) User", "info@sonne.example", "RS-77"] {
                try pty.wait(for: prefilled)
            }
            try pty.wait(for: "not at Dropbox yet")
            pty.send("\u{13}")
            try pty.wait(for: "Bäckerei Sonne GmbH is dbx-")
            let portal = try await Portal.read(program)
            #expect(portal.map(\.name) == ["Northwind Cloud", "Bäckerei Sonne GmbH"])
            #expect(portal.first?.parentID == nil)
            #expect(portal.last?.parentID == portal.first?.id)
            #expect(portal.map(\.resellerID) == ["RS-77", "RS-77"])
            pty.send("\r\u{1B}\u{1B}")
            try pty.wait(for: "● 2 synchronized")
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
        }
    }
}

/// What the sandbox's portal says over HTTP.
private struct Portal: Decodable {
    var id: String
    var parentID: String?
    var name: String
    var resellerID: String

    static func read(_ program: Program) async throws -> [Portal] {
        let shown = try program.run("systems", "show", "Dropbox", "--json", "--workspace", program.workspace).output
        let port = try #require(shown.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/portal.json"))
        return try JSONDecoder().decode([Portal].self, from: try await URLSession.shared.data(from: url).0)
    }
}
