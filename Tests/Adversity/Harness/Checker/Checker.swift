import Foundation
package import Invariants

/// Compares a workspace with what the vendor saw, by the invariants I1 to I12 (`Invariant`).
package struct Checker: Sendable {
    package struct Terms: Sendable, Hashable, Codable {
        /// Whether the recovery has run, after which nothing is sending any more.
        package var isRecovered = true
        /// Whether somebody asked to adopt what the exists call found.
        package var adopts = false
        /// Whether owners have leases, which may end while they live, in place of locks.
        package var hasLeases = false
        /// The last line of the log before the restart; outcomes behind it may come from the journal of a sender that is
        /// dead.
        package var lastOfAttack = Int.max

        package init(
            isRecovered: Bool = true,
            adopts: Bool = false,
            hasLeases: Bool = false,
            after attack: Records? = nil
        ) {
            self.isRecovered = isRecovered
            self.adopts = adopts
            self.hasLeases = hasLeases
            if let attack { lastOfAttack = attack.log.last?.number ?? 0 }
        }
    }

    let records: Records
    let vendor: Vendor.Ledger
    let terms: Terms
    var found: [Violation] = []

    package static func violations(
        in records: Records,
        by vendor: Vendor.Ledger,
        _ terms: Terms = Terms()
    ) -> [Violation] {
        var checker = Checker(records: records, vendor: vendor, terms: terms)
        checker.checkStore()
        checker.checkCreates()
        checker.checkRequests()
        checker.checkLog()
        return checker.found
    }

    init(records: Records, vendor: Vendor.Ledger, terms: Terms) {
        self.records = records
        self.vendor = vendor
        self.terms = terms
    }

    mutating func object(_ invariant: Invariant, _ sentence: String) { found.append(Violation(invariant, sentence)) }

    /// I10, and the second line of defence: the schema's indices and triggers are there.
    private mutating func checkStore() {
        for damage in records.damage { object(.soundStore, damage) }
        for (name, parts) in terms.hasLeases ? Self.defencesOnServer : Self.defences {
            let sql = records.schema[name]?.uppercased() ?? ""
            for part in parts where !sql.contains(part.uppercased()) {
                object(.oneCreate, "the schema's \(name) is gone or without \(part)")
            }
        }
    }

    private static let defences: [String: [String]] = [
        "links_claim": [
            "UNIQUE", "links(account, claim_key)", "'waiting'", "'sending'", "'synchronized'", "'in doubt'",
            "'conflict'",
            "'abandoned'",
        ],
        "links_external_id": ["UNIQUE", "links(claim_key, external_id)", "'synchronized'"],
        "attempts_stay": ["BEFORE UPDATE ON attempts", "ABORT"],
        "attempts_last": ["BEFORE DELETE ON attempts", "ABORT"],
        "log_stays": ["BEFORE UPDATE ON log", "ABORT"],
        "log_lasts": ["BEFORE DELETE ON log", "ABORT"],
    ]

    private static let defencesOnServer: [String: [String]] = [
        "links_claim": [
            "UNIQUE", "(account, claim_key)", "'waiting'", "'sending'", "'synchronized'", "'in doubt'", "'conflict'",
            "'abandoned'",
        ],
        "links_external_key": ["UNIQUE", "(claim_key, external_key)", "'synchronized'"],
        "attempts_stay": ["BEFORE", "UPDATE", "DELETE", "attempts"],
        "log_stays": ["BEFORE", "UPDATE", "DELETE", "log"],
    ]

    /// I1, I2, I3: what the vendor executed, and what is known about it here.
    private mutating func checkCreates() {
        let attempts = Dictionary(records.attempts.map { ($0.attempt, $0) }) { first, _ in first }
        var executed: [String: Int] = [:]
        for created in vendor.created {
            let generation = created.trackID.flatMap { attempts[$0]?.generation } ?? 0
            executed["account \(created.account) in generation \(generation)", default: 0] += 1
        }
        for (what, count) in executed where count > 1 {
            object(.oneCreate, "the vendor executed \(count) creates for \(what)")
        }
        var known: Set<String> = ["synchronized", "in doubt", "conflict", "abandoned"]
        if !terms.isRecovered { known.insert("sending") }
        for created in vendor.created {
            let states = records.links.filter { $0.account == created.account }.map(\.state)
            guard !states.contains(where: known.contains) else { continue }
            object(
                .createsAreKnown,
                "the vendor made \(created.externalID) for account \(created.account), which is \(states.first ?? "unknown") here"
            )
        }
        let ids = Set(vendor.created.map(\.externalID))
        for link in records.links where link.state == "synchronized" && !link.isUnconfirmed {
            guard let id = link.externalID, ids.contains(id) else {
                object(
                    .idsAreTheVendors,
                    "account \(link.account) is synchronized as \(link.externalID ?? "nothing"), which the vendor does not know"
                )
                continue
            }
            guard !vendor.created.contains(where: { $0.externalID == id && $0.account == link.account }) else {
                continue
            }
            object(.idsAreTheVendors, "account \(link.account) is synchronized as \(id), which is another account's")
        }
        if terms.isRecovered {
            for link in records.links where link.state == "sending" || link.owner != nil {
                object(.recoveryIsDoneOnce, "account \(link.account) is still \(link.state) after the recovery")
            }
        }
    }
}
