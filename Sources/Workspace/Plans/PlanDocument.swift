import Accounts
public import Synchronizing

/// A plan as JSON: what `plan --json` prints and `synchronize --plan` reads.
public struct PlanDocument: Codable, Sendable {
    /// The version of this form.
    public private(set) var format = 1
    var hash: String
    var workspace: String
    var system: String
    var definitions: String
    var counts: [String: Int]
    var accounts: [Entry]

    struct Entry: Codable {
        struct Value: Codable {
            var id, label, value: String
            var provenance: String?
        }
        struct Reason: Codable {
            var message: String
            var cure: String?
        }
        var code, id, name, verdict: String
        var parent: String?
        var waitsFor: String?
        var externalId: String?
        var reasons: [Reason]?
        var warnings: [Reason]?
        var values: [Value]
        var data: [String: String]
        var adopt, storefrontToo: Bool
    }

    /// Writes a plan down.
    public init(_ plan: Plan) {
        hash = plan.hash
        workspace = plan.workspace.rawValue
        system = plan.system.rawValue
        definitions = plan.definitions
        counts = [:]
        for kind in Plan.Verdict.Kind.allCases { counts[kind.rawValue] = plan.counts[kind] ?? 0 }
        accounts = plan.items.map(Entry.init)
    }

    /// The plan that was written down, if nobody changed it since.
    public func plan() throws(PlanDocumentProblem) -> Plan {
        guard format == 1 else { throw .unknownFormat(format) }
        var items: [Plan.Item] = []
        for entry in accounts { items.append(try entry.item()) }
        let plan = Plan(
            workspace: WorkspaceID(workspace),
            system: SystemName(system),
            definitions: definitions,
            items: items
        )
        guard plan.hash == hash else { throw .edited }
        return plan
    }
}

/// Why a file is no plan that can be applied.
public enum PlanDocumentProblem: Error, Hashable, Sendable {
    /// It is no JSON of a plan.
    case notAPlan
    /// A later version wrote it.
    case unknownFormat(Int)
    /// An account has a verdict that nobody knows.
    case unknownVerdict(String)
    /// Its hash is another: somebody changed it.
    case edited
}

extension PlanDocument.Entry {
    fileprivate init(_ item: Plan.Item) {
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
                provenance: field.provenance.isEmpty ? nil : field.provenance
            )
        }
        data = item.traits
        adopt = item.adopts
        storefrontToo = item.allowsStorefront
        warnings = item.warnings.isEmpty ? nil : item.warnings.map { Reason(message: $0.message, cure: $0.cure) }
        switch item.verdict {
        case .ready, .inDoubt: break
        case .waits(let parent): waitsFor = parent.rawValue
        case .synchronized(let id): externalId = id?.rawValue
        case .blocked(let found): reasons = found.map { Reason(message: $0.message, cure: $0.cure) }
        }
    }

    fileprivate func item() throws(PlanDocumentProblem) -> Plan.Item {
        Plan.Item(
            id: AccountID(id),
            code: AccountCode(code),
            name: name,
            traits: data,
            parent: parent.map { AccountCode($0) },
            fields: values.map { value in
                Plan.Field(
                    id: FieldID(value.id),
                    label: value.label,
                    value: value.value,
                    provenance: value.provenance ?? ""
                )
            },
            warnings: (warnings ?? []).map { Plan.Reason($0.message, cure: $0.cure) },
            adopts: adopt,
            allowsStorefront: storefrontToo,
            verdict: try readVerdict()
        )
    }

    private func readVerdict() throws(PlanDocumentProblem) -> Plan.Verdict {
        switch Plan.Verdict.Kind(rawValue: verdict) {
        case .ready: return .ready
        case .waits: return .waits(for: AccountCode(waitsFor ?? ""))
        case .synchronized: return .synchronized(as: externalId.map { ExternalID($0) })
        case .inDoubt: return .inDoubt
        case .blocked: return .blocked((reasons ?? []).map { Plan.Reason($0.message, cure: $0.cure) })
        case nil: throw .unknownVerdict(verdict)
        }
    }
}
