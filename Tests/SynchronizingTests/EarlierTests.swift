import AccountStore
import Accounts
import Samples
import StoredForms
import Synchronizing
import Testing

/// What became of an earlier send, before the same account is asked for again.
@Suite struct EarlierTests {
    private typealias World = SynchronizerTests.World

    private func doubtful(_ vendor: FakeVendor) async throws -> World {
        let world = try await World(vendor)
        guard case .inDoubt = await world.synchronizer.synchronize(try await world.form()) else {
            throw NotInDoubt()
        }
        return world
    }

    private struct NotInDoubt: Error {}

    @Test func `a setting that cannot be read changes nothing, and nobody is asked`() async throws {
        let vendor = FakeVendor(
            exists: [FakeVendor.absent, FakeVendor.present("dbx-9")],
            sends: [FakeVendor.status(502)]
        )
        let world = try await doubtful(vendor)
        let (form, asked) = (try await world.form(), vendor.asked)
        await #expect(throws: SyncForm.SettingProblem.self) {
            try await world.synchronizer.earlier(form, named: [.init("no such field", "x")])
        }
        #expect(vendor.asked == asked)
        #expect(try await world.link()?.state == .inDoubt)
    }

    @Test func `a secret is compared with nothing, since it is stored nowhere`() async throws {
        let vendor = FakeVendor(
            exists: [FakeVendor.absent, FakeVendor.present("dbx-9")],
            sends: [FakeVendor.status(502)]
        )
        let world = try await World(vendor)
        let secret = FieldDefinition(id: "password", name: "Password", kind: .mask)
        _ = try await world.store.keep(Samples.fields + [secret], of: "Dropbox", fetched: Samples.moment().wall)
        var form = try await world.form()
        form.enter("s3cret", in: "password")
        guard case .inDoubt = await world.synchronizer.synchronize(form) else { throw NotInDoubt() }
        let again = try await world.form()
        guard
            case .concluded(.adopted(let link))? = try await world.synchronizer.earlier(
                again,
                named: [.init("password", "s3cret")]
            )
        else {
            Issue.record("told as sent otherwise")
            return
        }
        #expect(link.externalID == "dbx-9")
    }

    @Test func `an id that the exists call finds in another spelling proves it, and is no duplicate`() async throws {
        let vendor = FakeVendor(
            exists: [FakeVendor.absent, FakeVendor.present(" dbx-9")],
            sends: [FakeVendor.created("dbx-9")]
        )
        let world = try await World(vendor)
        guard
            case .created(_, _, _, let duplicate) = await world.synchronizer.synchronize(try await world.form())
        else {
            Issue.record("not created")
            return
        }
        #expect(duplicate == nil)
        #expect(try await world.store.systems().first?.isExistsProved == true)
    }
}
