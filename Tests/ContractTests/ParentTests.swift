import Accounts
import Samples
import Synchronizing
import Testing

/// What a plan asks of many accounts before it reads them.
@Suite struct ParentTests {
    @Test(arguments: Engine.all)
    func `the parents of several accounts are found at once, and who is unknown is left out`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        let wanted = [Samples.customer.id, Samples.reseller.id, "nobody", Samples.direct.id, Samples.customer.id]
        let parents = try await store.parents(of: wanted)
        #expect(
            parents == [
                Samples.customer.id: Samples.reseller.id, Samples.reseller.id: AccountID?.none,
                Samples.direct.id: AccountID?.none,
            ]
        )
        #expect(try await store.parents(of: []).isEmpty)
    }
}
