import Accounts
import InMemory
import Samples
import Synchronizing

/// A call of a port, as a value, so that two implementations can be asked the same.
enum Call: Sendable {
    case commit(Intent)
    case isSending(AttemptID)
    case outcome(Outcome, AttemptID)
    case found(ExternalID, Account, SystemName)
    case takeOver
    case openCases(SystemName?)
    case inbox(SystemName?)
    case openCase(AccountID, SystemName)
    case states(SystemName)
    case probe(Probe, Link)
    case turn(Link, Duration)
    case adopt(Adoption)
    case abandon(Link)
    case unlink(Link)
    case history(AccountID?, Int)
    case situation(AccountID, SystemName)
    case add(ProvisioningSystem, Bool)
    case update(ProvisioningSystem)
    case remove(SystemName)
    case disable(SystemName, Bool)
    case pause(SystemName, Reason?)
    case prove(SystemName)
    case keep([FieldDefinition], SystemName)
    case systems
    case system(SystemName)
    case definitions(SystemName)
    case write([Account])
    case list(AccountQuery)
    case row(AccountID)
    case counts(SystemName)
    case emailUses(String, SystemName, AccountID)
    case parents(SystemName, String)
    case nextCustomer(AccountID, AccountCode?, SystemName)
    case accounts

    /// What an implementation answers, in a form that can be compared; failures by their kind alone.
    func answer(of store: any Store, at moment: Moment) async -> String {
        do {
            return try await result(of: store, at: moment)
        } catch {
            return "failure: " + ("\(error)".split(separator: "(").first.map(String.init) ?? "")
        }
    }

    private func result(of store: any Store, at moment: Moment) async throws -> String {
        switch self {
        case .commit(let intent): "\(try await store.commit(intent))"
        case .isSending(let attempt): "\(try await store.isSending(attempt))"
        case .outcome(let outcome, let attempt): "\(try await store.commit(outcome, of: attempt, at: moment))"
        case .found(let id, let account, let system):
            "\(try await store.recordFound(id, request: SyncRequest(account: account, options: ["email": "x"]), on: system, at: moment, by: "t"))"
        case .takeOver:
            "\(try await store.takeOver(at: moment, by: "t").sorted { ($0.account, $0.system) < ($1.account, $1.system) })"
        case .openCases(let system): "\(try await store.openCases(on: system))"
        case .inbox(let system): "\(Told(try await store.inbox(InboxQuery(system: system))))"
        case .openCase(let account, let system):
            "\(String(describing: try await store.openCase(of: account, on: system)))"
        case .states(let system): "\(try await store.states(on: system).sorted { $0.key < $1.key })"
        case .probe(let probe, let link): "\(try await store.record(probe, of: link, by: "t"))"
        case .turn(let link, let gap):
            "\(try await store.takeTurn(toAskAbout: link, at: moment, after: gap))"
        case .adopt(let adoption): "\(try await store.adopt(adoption, at: moment, by: "t"))"
        case .abandon(let link): "\(try await store.abandon(link, at: moment, by: "t"))"
        case .unlink(let link): "\(try await store.unlink(link, at: moment, by: "t"))"
        case .history(let account, let limit): "\(try await store.history(of: account, limit: limit))"
        case .situation(let account, let system):
            "\(String(describing: try await store.situation(of: account, on: system)))"
        case .add(let system, let sameVendor): "\(try await store.add(system, sameVendor: sameVendor))"
        case .update(let system): "\(try await store.update(system))"
        case .remove(let name): "\(try await store.remove(name))"
        case .disable(let name, let isDisabled): "\(try await store.setDisabled(name, isDisabled))"
        case .pause(let name, let reason): "\(try await store.setPause(name, reason))"
        case .prove(let name): "\(try await store.setExistsProved(name))"
        case .keep(let fields, let name): "\(try await store.keep(fields, of: name, fetched: moment.wall))"
        case .systems: "\(try await store.systems())"
        case .system(let name): "\(String(describing: try await store.system(named: name)))"
        case .definitions(let name): "\(String(describing: try await store.definitions(of: name)))"
        case .write(let accounts): "\(try await store.write(accounts))"
        case .list(let query): "\(try await store.list(query))"
        case .row(let id):
            "\(try await store.row(id: id).map { ($0.account, $0.key, $0.links.values.sorted { $0.system < $1.system }) } as Any)"
        case .counts(let system): "\(try await store.counts(on: system).sorted { $0.key.rawValue < $1.key.rawValue })"
        case .emailUses(let email, let system, let account):
            "\(try await store.emailUses(email, on: system, except: account).sorted { $0.account.id < $1.account.id })"
        case .parents(let system, let text): "\(try await store.parents(on: system, matching: text, limit: 3))"
        case .nextCustomer(let reseller, let code, let system):
            "\(String(describing: try await store.nextCustomer(of: reseller, after: code, on: system)))"
        case .accounts:
            "\(try await store.allAccounts()) \(try await store.fixedAccounts())"
        }
    }
}

extension AccountDirectory {
    /// The accounts whose type and parent cannot change any more, and who stands below whom.
    fileprivate func fixedAccounts() async throws -> String {
        let accounts = try await allAccounts()
        return try await inspectAccounts { book throws(StoreFailure) in
            var lines: [String] = []
            for account in accounts {
                let found = try book.account(code: account.code)?.id == book.account(id: account.id)?.id
                lines.append("\(found) \(try book.isFixed(account.id)) \(try book.customers(of: account.id))")
            }
            return lines.joined(separator: "\n")
        }
    }
}

extension Call {
    /// The calls that write, by name.
    enum Writing: CaseIterable {
        case commit, outcome, found, takeOver, probe, turn, adopt, abandon, unlink
        case add, update, remove, disable, pause, prove, keep, write
    }

    /// Which writing call it is; nil for one that only reads.
    var writing: Writing? {
        switch self {
        case .commit: .commit
        case .outcome: .outcome
        case .found: .found
        case .takeOver: .takeOver
        case .probe: .probe
        case .turn: .turn
        case .adopt: .adopt
        case .abandon: .abandon
        case .unlink: .unlink
        case .add: .add
        case .update: .update
        case .remove: .remove
        case .disable: .disable
        case .pause: .pause
        case .prove: .prove
        case .keep: .keep
        case .write: .write
        case .isSending, .openCases, .inbox, .openCase, .states, .history, .situation, .systems, .system, .definitions,
            .list,
            .row,
            .counts, .emailUses, .parents, .nextCustomer, .accounts:
            nil
        }
    }
}

/// What an inbox holds, in one order whatever the store's.
private struct Told: CustomStringConvertible {
    let description: String

    init(_ inbox: Inbox) {
        let counts = inbox.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key): \($0.value)" }
        description = (counts + inbox.items.map { "\($0.id) \($0.kind) \(String(describing: $0.link))" })
            .joined(separator: "\n")
    }
}
