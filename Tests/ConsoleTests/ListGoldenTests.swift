import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

/// The list of a book with long codes and several systems, from the smallest screen to a wide one.
@Suite(.timeLimit(.minutes(20))) struct ListGoldenTests {
    private static let book = (0..<180)
        .map { number in
            let (isReseller, name) = (
                number % 60 == 0, ["Bäckerei Sonne", "Hotel Krüger & Söhne", "東京クラウド株式会社"][number % 3]
            )
            return Account(
                id: AccountID("\(number)"),
                code: AccountCode(isReseller ? "RES-\(1000 + number / 60)" : "KD-\(20_000 + number)"),
                name: "\(name) \(number)",
                kind: isReseller ? .reseller : .endCustomer,
                parent: isReseller ? nil : AccountID("\(number / 60 * 60)"),
                email: number % 7 == 3 ? "" : "info@kunde-\(20_000 + number).example",
                country: ["DE", "AT", "JP"][number % 3],
                phone: "+49 40 \(100_000 + number)",
                address: Account.Address(city: ["Hamburg", "Wien", "東京"][number % 3])
            )
        }

    private func stage() async throws -> Stage {
        let stage = try await Stage.open(only: Self.book)
        let systems = stage.workspace.systems
        for name in ["Acronis EU", "Dropsuite"] as [SystemName] {
            var other = try #require(try await systems.system(named: "Dropbox"))
            other.name = name
            _ = try await systems.add(other, sameVendor: true)
        }
        await stage.changeElsewhere()
        return stage
    }

    @Test func `the tree, scrolled, marked and folded away`() async throws {
        let stage = try await stage()
        try await stage.expectGolden("list")
        await stage.press(.pageDown, .pageDown)
        await stage.type("m")
        try await stage.expectGolden("list-pinned")
        await stage.type("_")
        try await stage.expectGolden("list-folded")
    }

    @Test func `flat, opened in a filter, and the columns`() async throws {
        let stage = try await stage()
        await stage.find("RES-1001")
        await stage.press(.right)
        try await stage.expectGolden("list-opened")
        await stage.press(.escape)
        await stage.type("t")
        try await stage.expectGolden("list-flat")
        await stage.type("c")
        await stage.press(.down, " ")
        try await stage.expectGolden("list-columns")
    }
}
