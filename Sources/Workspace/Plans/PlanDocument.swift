package import Accounts
package import FoundationEssentials
package import Synchronizing

/// A plan as JSON: what `plan --json` prints and `synchronize --plan` reads.
package struct PlanDocument: Encodable, Sendable {
    /// The version of this format.
    package static let format = 1

    private let format = Self.format
    var hash: String
    var workspace: String
    var system: String
    var definitions: String
    var counts: [String: Int]
    var accounts: [Entry]
    /// What a run would cost at most; it is not read again.
    var forecast: Forecasted?
    /// When the BSS was last read, if its accounts come from one; it is not read again either.
    package var asOf: Date?
    /// Why nothing could be sent to the system when it was made, if so; it is not read again.
    package var hindrance: String?

    package struct Forecasted: Encodable, Sendable {
        var requests: Int
        var seconds: Double?
        var mostInDoubt: Int
        var isFirstAtVendor: Bool
        var newResellers, firstCustomersOf: [String]
        /// Whether somebody else must approve a run of it.
        var wantsApproval: Bool

        package init(_ forecast: Forecast) {
            requests = forecast.requests
            seconds = forecast.time.map { ($0.seconds * 10).rounded() / 10 }
            mostInDoubt = forecast.mostInDoubt
            isFirstAtVendor = forecast.isFirstAtVendor
            newResellers = forecast.newResellers.map(\.rawValue)
            firstCustomersOf = forecast.firstCustomersOf.map(\.rawValue)
            wantsApproval = forecast.wantsApproval
        }
    }

    /// The text for an obstacle.
    package struct Words: Encodable, Sendable {
        var message: String
        var cure: String?

        package init(message: String, cure: String?) {
            self.message = message
            self.cure = cure
        }
    }

    struct Entry: Encodable {
        struct Value: Encodable {
            var id, label, value: String
            var provenance: String?
        }
        var code, id, name, verdict: String
        var parent: String?
        var waitsFor: String?
        var externalId: String?
        var reasons: [Words]?
        var warnings: [Words]?
        var values: [Value]
        var data: [String: String]
        var adopt, storefrontToo: Bool
    }

    /// Makes the document of a plan, with the words for obstacles and for where a value comes from.
    package init(
        _ plan: Plan,
        forecast: Forecast? = nil,
        words: (Plan.Obstacle) -> Words,
        origin: (Provenance) -> String
    ) {
        self.forecast = forecast.map(Forecasted.init)
        hash = plan.hash
        workspace = plan.workspace.rawValue
        system = plan.system.rawValue
        definitions = plan.definitions
        counts = [:]
        for kind in Plan.Verdict.Kind.allCases { counts[kind.rawValue] = plan.counts[kind] ?? 0 }
        accounts = plan.items.map { Entry($0, words, origin) }
    }
}

extension PlanDocument.Entry {
    fileprivate init(
        _ item: Plan.Item,
        _ words: (Plan.Obstacle) -> PlanDocument.Words,
        _ origin: (Provenance) -> String
    ) {
        code = item.code.rawValue
        id = item.id.rawValue
        name = item.name
        verdict = item.verdict.kind.rawValue
        parent = item.parent?.rawValue
        values = item.fields.map { field in
            Value(
                id: field.id.rawValue,
                label: field.label,
                value: field.value,
                provenance: field.provenance == .none ? nil : origin(field.provenance)
            )
        }
        data = item.traits
        adopt = item.adopts
        storefrontToo = item.allowsStorefront
        warnings = item.warnings.isEmpty ? nil : item.warnings.map(words)
        switch item.verdict {
        case .ready, .inDoubt: break
        case .waits(let parent): waitsFor = parent.rawValue
        case .synchronized(let id): externalId = id?.rawValue
        case .blocked(let found): reasons = found.map(words)
        }
    }
}
