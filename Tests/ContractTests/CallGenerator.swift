import Accounts
import InMemory
import Samples
import Synchronizing

/// Makes calls that are likely to meet: few accounts, three systems (two of them one vendor), what was seen before.
struct CallGenerator {
    var random: Randomness
    /// Links as they were seen at some time; most are out of date.
    var seen: [Link] = []
    /// In whose name accounts are sent.
    var sender = "tester"
    private var attempts: [AttemptID] = ["none"]
    private var writes = 0
    private let accounts: [Account] = (1...6)
        .map { number in
            Account(
                id: AccountID("\(number)"),
                code: AccountCode("C-\(7 - number)"),
                name: ["Näme 0", "Name 1", "Strasse 2"][number % 3],
                kind: [.reseller, .endCustomer, .directCustomer][(number - 1) % 3],
                parent: number == 2 ? "1" : number == 5 ? "4" : number == 4 ? "1" : nil,
                email: "mail\(number % 4)@x.example",
                country: number == 6 ? "" : number == 3 ? "UK" : "DE",
                phone: number == 2 ? "+49 (0)30 123" : "",
                contact: .init(lastName: number == 1 ? "Ødegård" : ""),
                isStorefrontManaged: number == 5
            )
        }
    let systems: [SystemName] = ["Dropbox", "Twin", "Other"]
    private let fields = [Samples.fields, Array(Samples.fields.prefix(1))]

    init(seed: UInt64) { random = Randomness(seed: seed) }

    /// The calls that furnish a workspace.
    var first: [Call] {
        [.write(accounts)] + systems.map { .add(system($0), true) } + systems.map { .keep(fields[0], $0) }
    }

    private func system(_ name: SystemName) -> ProvisioningSystem {
        Samples.system(name == "Other" ? "https://other.example" : "https://dropbox.example", name: name)
    }

    mutating func next(_ store: any Store) async throws -> Call {
        switch random.below(100) {
        case 0..<30: .commit(try await intent(store))
        case 30..<50: .outcome(outcome(), random.pick(attempts))
        case 50..<54: .found(id(), random.pick(accounts), random.pick(systems))
        case 54..<58: .takeOver
        case 58..<60: .turn(link(), .seconds(random.below(60)))
        case 60..<62: .probe(Probe(random.pick([.absent, .unclear]), at: moment(), reason: .absent), link())
        case 62..<69: .adopt(adoption())
        case 69..<72: .abandon(link())
        case 72..<76: .unlink(link())
        case 76..<84: registryCall()
        case 84..<86: .write([changed()])
        default: reading()
        }
    }

    private mutating func registryCall() -> Call {
        let name = random.pick(systems)
        switch random.below(10) {
        case 0: return .add(system(name), random.percent(50))
        case 1: return .update(system(name))
        case 2: return .update(Samples.system("https://moved.example", name: name))
        case 3: return .remove(name)
        case 4: return .disable(name, random.percent(20))
        case 5: return .pause(name, random.percent(20) ? .refused(status: 401, message: "why") : nil)
        case 6: return .prove(name)
        default: return .keep(random.pick(fields), name)
        }
    }

    private mutating func reading() -> Call {
        let (account, name) = (random.pick(accounts), random.pick(systems))
        switch random.below(16) {
        case 0: return .isSending(random.pick(attempts))
        case 1: return .openCases(random.percent(50) ? nil : name)
        case 2: return .inbox(random.percent(50) ? nil : name)
        case 3: return .history(random.percent(50) ? nil : account.id, random.below(50))
        case 4: return .situation(account.id, name)
        case 5: return random.percent(50) ? .systems : .system(random.percent(80) ? name : "Nobody")
        case 6: return .definitions(name)
        case 7: return .list(query(name))
        case 8: return .row(account.id)
        case 9: return .counts(name)
        case 10: return .emailUses("mail\(random.below(4))@x.example", name, account.id)
        case 11: return .parents(name, random.percent(50) ? "" : random.pick(["NAME 1", "ødegaard", "c-6 name"]))
        case 12: return .openCase(account.id, name)
        case 13: return .states(name)
        case 14: return .nextCustomer(account.id, random.percent(50) ? nil : "C-3", name)
        default: return .accounts
        }
    }

    private mutating func query(_ system: SystemName) -> AccountQuery {
        let filter = random.pick([
            "", "name 1", "!mail2", "status:blocked", "status:sync", "role:reseller", "system:twin", "system:t",
            "system:nosuch", "!system:other", "NAEME", "\"straße 2\"", "odegard", "c1", "code:c-1", "country:gb",
            "!country:de",
            "parent:c-6", "!parent:c-6", "parent:name", "storefront:yes", "!storefront:y", "phone:30123", "+4930",
            "foo:bar",
        ])
        let order = random.pick(AccountQuery.Order.allCases)
        return AccountQuery(
            filter: AccountFilter(filter),
            order: order,
            isDescending: order != .tree && random.percent(50),
            system: order == .status || random.percent(50) ? system : nil,
            limit: order != .tree && random.percent(20) ? 2 : nil
        )
    }

    private mutating func intent(_ store: any Store) async throws -> Intent {
        let (account, name) = (random.pick(accounts), random.pick(systems))
        let attempt = random.percent(3) ? random.pick(attempts) : AttemptID("attempt-\(attempts.count)")
        attempts.append(attempt)
        let situation = try await store.situation(of: account.id, on: name)
        var basis = situation.map(Intent.Basis.init) ?? .init(account: 1, system: 1, definitions: 1, generation: 0)
        if random.percent(5) { basis.account += 1 }
        if random.percent(5) { basis.generation += 1 }
        let link = situation?.link
        let fitting: Intent.Claim = link?.state == .waiting ? .held : link?.state == .inDoubt ? .sendAgain : .first
        var intent = Intent.sample(
            account,
            attempt,
            claim: random.percent(10) ? random.pick([.first, .held, .sendAgain]) : fitting,
            system: name
        )
        (intent.basis, intent.by) = (basis, sender)
        if let parent = situation?.parent, random.percent(70) {
            intent.parent = .init(id: parent.account.id, externalID: parent.link?.externalID ?? "none")
        }
        return intent
    }

    private mutating func outcome() -> Outcome {
        switch random.below(6) {
        case 0, 1, 2: .created(id())
        case 3: .refused(status: 200, message: "no")
        case 4: .notSent(.notSent(.connectionRefused(host: "h")), triesAgain: random.percent(60))
        default: .inDoubt(.broken(.connectionLost))
        }
    }

    private mutating func adoption() -> Adoption {
        Adoption(seen: link(), externalID: id(), isUnconfirmed: random.percent(30))
    }

    private mutating func link() -> Link {
        // Lately seen ones are the likeliest to be still so.
        guard !seen.isEmpty else { return Samples.link(Samples.direct) }
        return random.percent(80) ? random.pick(seen.suffix(3)) : random.pick(seen)
    }

    private mutating func changed() -> Account {
        var account = random.pick(accounts)
        // Each change is another revision, as an import makes it.
        writes += 1 + random.below(3)
        account.revision += writes
        account.email = "mail\(random.below(5))@x.example"
        return account
    }

    /// Few ids, each in several spellings.
    private mutating func id() -> ExternalID {
        let letter = random.pick(["i", "\u{E9}", "e\u{301}"])
        return ExternalID("\(letter)d-\(random.below(6))" + random.pick(["", "", " ", "\u{2003}"]))
    }
    private mutating func moment() -> Moment { Samples.moment(Double(random.below(1000))) }
}
