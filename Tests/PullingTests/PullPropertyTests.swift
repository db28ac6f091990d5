import Accounts
import Foundation
import InMemory
import Pulling
import Samples
import Synchronizing
import TestKit
import Testing
import Workspace

/// However the BSS changes while it is read, and whatever breaks, the book ends equal to it.
struct PullPropertyTests {
    private static var seeds: Range<UInt64> {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["PULL_FIRST_SEED"].flatMap { UInt64($0) } ?? 0
        return first..<first + (environment["PULL_SEEDS"].flatMap { UInt64($0) } ?? 10)
    }

    @Test func `the book ends equal to the BSS, for every seed`() async throws {
        for seed in Self.seeds {
            let differences = try await Self.differences(seed: seed)
            #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
        }
    }

    /// Nothing tells then that an account was missed but that passes differ.
    @Test func `no account is called gone in a BSS without totals that gives equal times in any order`() async throws {
        for seed in Self.seeds {
            let differences = try await Self.differences(seed: seed) { faults in
                (faults.totals, faults.isUnstable) = (false, true)
            }
            #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
        }
    }

    static func differences(
        seed: UInt64,
        with adjust: (inout ChangingBSS.Faults) -> Void = { _ in }
    ) async throws -> [String] {
        var random = Randomness(seed: seed &+ 77)
        var faults = ChangingBSS.Faults()
        if random.percent(80) { faults.change = random.fraction() / 2 }
        if random.percent(50) { faults.broken = random.fraction() / 3 }
        if random.percent(30) { faults.doubled = random.fraction() / 5 }
        faults.totals = random.percent(70)
        faults.filtersByUpdate = random.percent(50)
        faults.isUnstable = random.percent(30)
        faults.isOld = random.percent(30)
        adjust(&faults)
        let bss = ChangingBSS(seed: seed, accounts: random.below(40), faults: faults)
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let location = WorkspaceLocation(path: directory.path + "/w")
        try Workspace.create(at: location)
        var composition = Workspace.Composition()
        composition.synchronous = "OFF"
        composition.bssReader = bss
        let workspace = try await Workspace.open(location, environment: [:], composition: composition)
        var connection = BSSConnection(
            name: "BSS",
            url: "https://bss.example",
            clientKey: .environment("K"),
            clientSecret: .environment("S"),
            username: .environment("U"),
            password: .environment("P")
        )
        // A BSS that grows faster than its pages are read is never read to its end.
        connection.pageSize = 4 + random.below(17)
        (connection.mostAccounts, connection.mostPercent) = (1_000_000, 100)
        try await workspace.bss.setBSS(connection)

        var now = Date(timeIntervalSince1970: 1_780_000_000)
        for _ in 0..<1 + random.below(5) {
            try await Self.pull(workspace, all: random.percent(30), now: now)
            bss.change(random.below(8))
            now += Double(random.below(7_200))
        }
        bss.calm()
        // What changed is there at once; what is gone, after two complete reads.
        try await Self.pull(workspace, all: false, now: now)
        let afterChanges = try await Self.missing(bss, workspace)
        var complete = 0
        for round in 1...20 where complete < 2 {
            if try await Self.pull(workspace, all: true, now: now + Double(round) * 10) { complete += 1 }
        }
        let left = try await Self.missing(bss, workspace) + Self.tooMany(bss, workspace)
        return afterChanges.map { "after the changes: \($0)" } + left.map { "at the end: \($0)" }
    }

    /// Pulls until it ends well: what breaks is taken up again.
    ///
    /// Returns whether it saw every account.
    @discardableResult
    private static func pull(_ workspace: Workspace, all: Bool, now: Date) async throws -> Bool {
        for _ in 0..<2_000 {
            do throws(PullFailure) {
                return try await workspace.pull(PullWish(all: all), now: now).isComplete
            } catch .bss {
                continue
            }
        }
        throw CancellationError()
    }

    /// The accounts of the BSS that are not in the book as they are there.
    private static func missing(_ bss: ChangingBSS, _ workspace: Workspace) async throws -> [String] {
        let known = Dictionary(uniqueKeysWithValues: try await workspace.accounts.allAccounts().map { ($0.id, $0) })
        return bss.rows.sorted { $0.id < $1.id }
            .compactMap { row in
                guard let account = known[AccountID("\(row.id)")] else { return "\(row.code) is not there" }
                let same =
                    account.code.rawValue == row.code && account.name == row.name && account.email == row.email
                    && account.parent == row.parent.map { AccountID("\($0)") }
                    && (account.kind == .reseller) == row.isReseller && !account.isGone
                return same ? nil : "\(row.code) differs: \(account) is not \(row)"
            }
    }

    /// The accounts of the book that the BSS does not have, and that are not gone.
    private static func tooMany(_ bss: ChangingBSS, _ workspace: Workspace) async throws -> [String] {
        let there = Set(bss.rows.map { AccountID("\($0.id)") })
        return try await workspace.accounts.allAccounts()
            .filter { !there.contains($0.id) && !$0.isGone }.map { "\($0.code) is not gone" }
    }
}
