import Foundation
import TestKit
import Testing

/// A service manager that shares no code with this program is registered and used (a program in Python).
@Suite(.timeLimit(.minutes(20))) struct ForeignVendorTests {
    private let vendor: ChildProcess

    init() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Support/foreign_service_manager.py")
        vendor = try ChildProcess(["python3", script.path], output: .pipe)
    }

    @Test
    func `a vendor with other paths, other option IDs, another order and the older spelling is used like any other`()
        async throws
    {
        var program = try Program()
        program.environment["FOREIGN_KEY"] = "fremder Schlüssel"
        defer { vendor.signal(SIGTERM) }
        let port = try #require(Int(vendor.line()))
        let url = "http://127.0.0.1:\(port)/sm/v7/handler.ashx?tenant=a%20b&op="
        try program.directory.write("region", "eu\n")
        try await program.prepare(
            Stage.accounts,
            """
            { "name": "Fremd", "vendor": "dropbox", "applicationId": "b7a2a6f0-0000-4000-8000-00000000f0e1",
              "apiKey": "env:FOREIGN_KEY", "settings": { "Region": "file:\(program.directory.file("region"))" },
              "endpoints": { "syncOptions": "\(url)form", "synchronize": "\(url)make", "exists": "\(url)look" } }
            """
        )
        let form = try await program("options", "R-1", "--system", "Fremd", "--json")
        #expect(form.code == 0)
        #expect((0..<3).map { form.text("fields.\($0).id") } == ["partner_no", "adminmail", "AccountRole"])
        #expect((0..<3).map { form.text("fields.\($0).value") } == ["", "ops@northwind.example", "R"])
        let reseller = try await program(
            "synchronize",
            "R-1",
            "--system",
            "Fremd",
            "--set",
            "Reseller ID=RS-77",
            "--json"
        )
        #expect(reseller.code == 0)
        #expect(reseller.text("externalId") == "70000")
        let customer = try await program("synchronize", "C-1", "--system", "Fremd", "--json")
        #expect(customer.code == 0)
        #expect(customer.text("externalId") == "70001")
        #expect(customer.text("parent.externalId") == "70000")
        #expect(
            vendor.line()
                == #"{"country": "DE", "id": 70000, "mail": "ops@northwind.example", "name": "Northwind Cloud", "parent": null, "#
                + #""parentPlatform": null, "partner": "RS-77", "platform": "1", "role": "R"}"#
        )
        #expect(
            vendor.line()
                == #"{"country": "DE", "id": 70001, "mail": "info@sonne.example", "name": "B\u00e4ckerei Sonne", "parent": "70000", "#
                + #""parentPlatform": "1", "partner": "RS-77", "platform": "2", "role": "U"}"#
        )
        let again = try await program("synchronize", "C-1", "--system", "Fremd", "--json")
        #expect(again.code == 0)
        #expect(again.text("message") == "Bäckerei Sonne is already synchronized as 70001.")
        let wrong = try await program("synchronize", "C-2", "--system", "Fremd", "--set", "account role=king")
        #expect(wrong.code == 65)
        #expect(wrong.err.hasPrefix("Role cannot be \"king\"."))
    }
}
