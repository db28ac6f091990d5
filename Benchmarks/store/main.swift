import Accounts
import Foundation
import Synchronizing
import TeamStore
import Workspace

// What a book on a server takes by itself: this process is one of several sessions, each of which takes items of a run and
// writes down what a send writes down, by the store's own calls. There is no vendor, no journal on the machine and no program
// around it, so the figure is none of account-sync's.
//
// store-bench URI RUN PART PARTS IN-FLIGHT: "ready" once it has read what it needs, then it waits for a line, and at the end it
// prints how many accounts it wrote down.

let arguments = CommandLine.arguments.dropFirst().map(\.self)
guard arguments.count == 5, let number = Int(arguments[1]), let part = Int(arguments[2]), let parts = Int(arguments[3]),
    let inFlight = Int(arguments[4])
else {
    print("store-bench URI RUN PART PARTS IN-FLIGHT")
    exit(64)
}
let store = try TeamStore.open(
    try BookAddress(arguments[0], environment: ProcessInfo.processInfo.environment)
)
let run = RunID(rawValue: number)
guard let changes = try await store.changes(of: run, after: 0) else { fatalError("no run") }
let places = changes.items.map(\.place).filter { $0 % parts == part }
let accounts = Dictionary(uniqueKeysWithValues: changes.items.map { ($0.place, $0.account) })
let system = changes.run.system
let situations = Dictionary(
    uniqueKeysWithValues: try await store.situations(of: places.compactMap { accounts[$0] }, on: system)
        .map { ($0.account.id, $0) }
)
let clock = SystemTimekeeper()
let by = store.login

@Sendable func send(_ place: Int) async throws {
    guard let id = accounts[place], let situation = situations[id] else { fatalError("no account") }
    let form = SyncForm(situation)
    let now = clock.now()
    let intent = Intent(
        attempt: AttemptID(UUID().uuidString.lowercased()),
        account: id,
        system: system,
        claim: .first,
        basis: Intent.Basis(situation),
        parent: form.request.parent,
        email: form.request.email,
        options: form.request.storableOptions,
        traits: situation.account.traits,
        begun: now,
        deadline: now + situation.system.deadline,
        by: by
    )
    guard case .committed = try await store.commit(intent) else { fatalError("no intent") }
    guard try await store.isSending(intent.attempt) else { fatalError("no gate") }
    let external = ExternalID("store-\(number)-\(place)")
    guard case .recorded = try await store.commit(.created(external), of: intent.attempt, at: clock.now()) else {
        fatalError("no outcome")
    }
    let record = RunRecord(.synchronized, externalID: external, at: clock.now().wall, by: by, counts: true)
    try await store.end([place: record], of: run)
}

print("ready")
fflush(nil)
_ = readLine()
// Half of what may be under way is taken at once, as a worker does.
let portion = max(1, inFlight / 2)
try await withThrowingTaskGroup(of: Void.self) { group in
    var (left, underWay, sent) = (places[...], 0, 0)
    var taken: [Int] = []
    while !left.isEmpty || !taken.isEmpty || underWay > 0 {
        while underWay < inFlight {
            if taken.isEmpty, !left.isEmpty, underWay <= inFlight - portion {
                let wanted = Array(left.prefix(portion))
                guard
                    case .taken(let given) = try await store.take(
                        wanted,
                        of: run,
                        within: changes.run.limits,
                        at: clock.now()
                    )
                else { fatalError("nothing to take") }
                taken = given
                left = left.dropFirst(given.count)
            }
            guard let place = taken.popLast() else { break }
            underWay += 1
            group.addTask { try await send(place) }
        }
        if underWay > 0 {
            try await group.next()
            (underWay, sent) = (underWay - 1, sent + 1)
        }
    }
    print(sent)
}
