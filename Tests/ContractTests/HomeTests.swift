import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// The home of a book.
@Suite struct HomeTests {
    @Test(arguments: Engine.all)
    func `a new book is at home, and another place does not become its home`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let reading = try await store.home()
        #expect(reading.away == nil && reading.homes.first?.place == reading.here && !reading.here.parts.isEmpty)
        #expect(reading.homes.first?.by == nil)
        var other = reading.here
        for part in other.parts.keys { other.parts[part] = "other" }
        #expect(try await store.settle(at: other, on: Samples.moment().wall, by: "anna") == false)
        #expect(try await store.home() == reading)
        guard case .committed = try await store.commit(.sample()) else {
            Issue.record("not committed")
            return
        }
    }

    @Test(arguments: Engine.all)
    func `whoever makes a place the home is kept, with the time, before the homes that there were`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        let before = try await store.home()
        let date = Samples.moment().wall
        #expect(try await store.settle(at: before.here, on: date, by: "anna"))
        let after = try await store.home()
        #expect(after.homes == [Home(place: before.here, at: date, by: "anna")] + before.homes)
    }

    @Test func `a part that one of two places does not know says nothing`() {
        let whole = Home.Place([.server: "1", .timeline: "2"])
        #expect(whole.differences(from: Home.Place([.server: "1", .timeline: ""])) == [])
        #expect(whole.differences(from: Home.Place([.server: "3", .timeline: "4"])) == [.server, .timeline])
        #expect(HomeReading(homes: [], here: whole).away == [])
    }
}
