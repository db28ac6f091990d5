import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

/// Every row of the flow, from the keyboard to what the vendor got.
@Suite(.timeLimit(.minutes(20))) struct FlowTests {
    @Test func `R1: an account is browsed to, and its details show the Provisioning Sync Status with a link`()
        async throws
    {
        let stage = try await Stage.open()
        #expect(stage.selected == "R-100")
        #expect(stage.line("C-101").contains("Bäckerei Sonne GmbH"))
        await stage.press(.down, .enter)
        #expect(stage.lines[0].contains("Accounts › C-101 Bäckerei Sonne"))
        #expect(stage.line("Provisioning Sync Status") == "Provisioning Sync Status ○ not synchronized ›")
        #expect(stage.line("Parent Account") == "Parent Account Northwind Cloud (R-100) ›")
    }

    @Test func `R2: the link opens a pop-up of every provisioning system, each with Sync Options`() async throws {
        let stage = try await Stage.open()
        _ = try await stage.workspace.systems.add(Second.system, sameVendor: false)
        await stage.press(.enter, .enter)
        #expect(stage.text.contains("Provisioning systems"))
        #expect(stage.line("Acronis EU") == "Acronis EU ○ not synchronized Sync Options")
        #expect(stage.line("Dropbox ") == "Dropbox ○ not synchronized Sync Options")
    }

    @Test func `R3: Sync Options is a form of Parent Account, Role, Email, Reseller ID and Save & Synchronize`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.press(.enter, .enter, .enter)
        #expect(stage.text.contains("Dropbox › Sync Options"))
        for label in ["Parent Account", "Role *", "Email *", "Reseller ID *", "[ Save & Synchronize ]"] {
            #expect(stage.text.contains(label))
        }
    }

    @Test func `R4: a reseller has no parent, the role Reseller, its own email, and its Reseller ID is typed`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        #expect(stage.line("Parent Account") == "Parent Account blank")
        #expect(stage.line("Role *").contains("( ) User (•) Reseller"))
        #expect(stage.line("Email *").contains("ops@northwind.example"))
        await stage.type("RS-77")
        #expect(stage.line("Reseller ID *").contains("Reseller ID * RS-77"))
    }

    @Test func `R5: Save & Synchronize makes the reseller exist in the Partner Portal, newly and once`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        let made = try #require(try stage.vendor.portal.first)
        #expect(try stage.vendor.portal.count == 1)
        #expect(stage.shows("Northwind Cloud is \(made.id) at Dropbox."))
        #expect(made.platformID == "4001" && made.parentID == nil && made.role == "Reseller")
        #expect(made.email == "ops@northwind.example" && made.resellerID == "RS-77" && made.country == "DE")
    }

    @Test func `R6: an end customer's parent is prefilled once its reseller is synchronized`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-101")
        #expect(stage.line("Parent Account").contains("Parent Account Northwind Cloud (R-100)"))
        #expect(stage.shows("its reseller, synchronized 2026-11-02 as \(try stage.vendor.portal[0].id)"))
    }

    @Test
    func `R6: without its reseller the parent is empty, says why, and Ctrl+P opens the reseller's form and comes back`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        #expect(stage.line("Parent Account").contains("— (Northwind Cloud, R-100, is not synchronized)"))
        #expect(stage.shows("synchronize the reseller first: Ctrl+P opens its form"))
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.isEmpty)
        await stage.press(.control("p"))
        #expect(stage.text.contains("Sync Options ── R-100 Northwind Cloud"))
        await stage.type("RS-77")
        await stage.press(.control("s"), .enter)
        #expect(stage.text.contains("Sync Options ── C-101"))
        #expect(stage.line("Parent Account").contains("Northwind Cloud (R-100)"))
        #expect(stage.line("Reseller ID *").contains("RS-77"))
    }

    @Test func `R7: an end customer has the role User, its own email and its reseller's Reseller ID`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-101")
        #expect(stage.line("Role *").contains("(•) User ( ) Reseller"))
        #expect(stage.line("Email *").contains("info@sonne.example"))
        #expect(stage.line("Reseller ID *").contains("RS-77"))
        #expect(stage.shows("from reseller Northwind Cloud, synchronized 2026-11-02"))
    }

    @Test func `R8: Save & Synchronize makes the end customer exist with its reseller's account above it`() async throws
    {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-101")
        await stage.press(.control("s"))
        let portal = try stage.vendor.portal
        #expect(portal.map(\.platformID) == ["4001", "4006"])
        #expect(portal.last?.parentID == portal.first?.id)
        #expect(stage.shows("under Northwind Cloud (\(portal[0].id))"))
        let sent = try #require(try stage.vendor.sent.last)
        #expect(sent.resellerID == "4001" && sent.resellerExternalID == portal[0].id)
        #expect(sent.options == ["role": "1", "email": "info@sonne.example", "reseller-id": "RS-77"])
    }

    @Test(arguments: [
        ("C-111", "Country is missing: correct it in the BSS, and read it again"),
        ("C-112", "Email \"atelier.nordlicht.example\" is not an address"),
    ])
    func `R9: a missing country or a bad email is named with its cure, and nothing is sent`(
        _ code: String,
        _ words: String
    )
        async throws
    {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm(code)
        #expect(stage.shows(words))
        await stage.press(.control("s"))
        #expect(stage.shows(words))
        #expect(try stage.vendor.sent.count == 1, "only the reseller was sent")
    }

    @Test func `R10: the console says that nothing is proved until the first order`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        #expect(stage.shows("a wrong value would show at the first order"))
        await stage.type("a wrong one")
        // The first one shows that there are spaces in it.
        await stage.press(.control("s"), .control("s"))
        #expect(stage.shows("Accepted, unverified until the first order."))
        await stage.leave()
        await stage.openForm("R-100")
        #expect(stage.shows("accepted, unverified until the first order"))
    }

    @Test func `R11: a Storefront-managed account is shown as one, and asked about before it is synchronized by hand`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.find("C-117")
        await stage.press(.enter)
        #expect(stage.shows("Orders Storefront-managed: the platform creates it"))
        await stage.press(.enter, .enter, .control("s"))
        #expect(stage.shows("Blumen Tulipan is managed by its reseller's Storefront"))
        await stage.type("n")
        #expect(try stage.vendor.sent.count == 1, "only the reseller was sent")
        await stage.press(.control("s"), .character("y"))
        #expect(stage.shows("Blumen Tulipan is dbx-"))
        #expect(try stage.vendor.portal.map(\.platformID) == ["4001", "4022"])
    }
}

/// A system that nobody serves.
private enum Second {
    static let system = ProvisioningSystem(
        name: "Acronis EU",
        vendor: .generic,
        applicationID: "acronis",
        apiKey: .environment("NONE"),
        endpoints: Endpoints(
            syncOptions: "http://127.0.0.1:9/a",
            synchronize: "http://127.0.0.1:9/b",
            exists: "http://127.0.0.1:9/c"
        )
    )
}
