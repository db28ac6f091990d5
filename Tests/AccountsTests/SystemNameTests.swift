import Accounts
import Testing

/// The one rule by which a person names a system.
@Suite struct SystemNameTests {
    private func systems(_ names: String...) -> [ProvisioningSystem] {
        names.map { name in
            ProvisioningSystem(
                name: SystemName(name),
                applicationID: "app",
                apiKey: .environment("KEY"),
                endpoints: Endpoints(syncOptions: "o", synchronize: "s", exists: "e")
            )
        }
    }

    @Test(arguments: [
        "Drop-Box", "drop box", "DROP_BOX", "Drop\u{2010}Box", "Drop\u{2013}Box", "Ｄropbox", " dropbox ",
        "Drop\u{A0}Box",
    ])
    func `names that people do not tell apart are alike`(name: String) {
        #expect(SystemName(name).squashed == SystemName("Dropbox").squashed)
    }

    @Test func `letters in another of Unicode's forms are the same letters, and other letters are not`() {
        #expect(SystemName("Ba\u{308}r").squashed == SystemName("bär").squashed)
        #expect(SystemName("Bar").squashed != SystemName("Bär").squashed)
        #expect(SystemName("Dropbox 2").squashed != SystemName("Dropbox").squashed)
    }

    @Test func `an exact name wins, a single alike is taken, and several are ambiguous`() throws {
        #expect(try systems("Drop-Box", "Dropbox").named("Dropbox").name == "Dropbox")
        #expect(try systems("Drop-Box", "Acronis").named("dropbox").name == "Drop-Box")
        #expect(throws: SystemNameProblem.ambiguous(["Drop-Box", "Dropbox"])) {
            try systems("Drop-Box", "Dropbox").named("dropbox")
        }
        #expect(throws: SystemNameProblem.unknown(known: ["Acronis", "Dropbox"])) {
            try systems("Acronis", "Dropbox").named("Panda")
        }
        #expect(throws: SystemNameProblem.unknown(known: [])) { try systems().named("Panda") }
    }

    @Test func `of known words the nearest is meant, unless none is near`() {
        let words = ["name", "vendor", "ratePerSecond", "allowHttp"]
        #expect(words.nearest(to: "vender") == "vendor")
        #expect(words.nearest(to: "ratepersecond") == "ratePerSecond")
        #expect(words.nearest(to: "rate_per_second") == "ratePerSecond")
        #expect(words.nearest(to: "colour") == nil)
        #expect(words.nearest(to: "") == nil)
        #expect(words.nearest(to: String(repeating: "x", count: 1_000_000)) == nil)
    }

    @Test func `an identifier of another system is kept exactly, or refused`() throws {
        #expect(try ExternalID(exactly: " Ba\u{308}r ").rawValue.unicodeScalars.count == 6)
        #expect(throws: OneLine.Problem.empty) { try ExternalID(exactly: " \u{3000}") }
        #expect(throws: OneLine.Problem.hidden("\u{200B}")) { try ExternalID(exactly: "a\u{200B}") }
        #expect(try ExternalID(exactly: String(repeating: "x", count: 500)).rawValue.count == 500)
        #expect(throws: OneLine.Problem.tooLong(limit: 500)) {
            try ExternalID(exactly: String(repeating: "x", count: 501))
        }
    }
}
