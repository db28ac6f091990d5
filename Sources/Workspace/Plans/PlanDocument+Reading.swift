import Accounts
import StrictJSON
package import Synchronizing

/// Why a file is not a plan that can be applied.
package enum PlanDocumentProblem: Error, Hashable, Sendable {
    case notAPlan(DocumentProblem)
    /// A later version of the program wrote it.
    case unknownFormat(Int)
    /// Its hash does not match: somebody changed it.
    case edited
}

extension PlanDocument {
    /// Reads a plan as it was written, unless somebody has changed it since.
    package static func read(_ bytes: [UInt8]) throws(PlanDocumentProblem) -> Plan {
        let json: JSON
        do throws(DocumentProblem) {
            json = try JSON.document(bytes)
        } catch {
            throw .notAPlan(error)
        }
        if let format = json["format"]?.integer, format != Self.format { throw .unknownFormat(format) }
        let read: (plan: Plan, hash: String)
        do throws(MemberProblem) {
            read = try PlanReader(json).plan()
        } catch {
            throw .notAPlan(.members([error]))
        }
        guard read.plan.hash == read.hash else { throw .edited }
        return read.plan
    }
}

/// Converts the members of a plan document to the plan.
private struct PlanReader {
    private let members: MemberReader

    init(_ json: JSON) throws(MemberProblem) {
        members = try MemberReader(
            json,
            known: [
                "format", "hash", "workspace", "system", "definitions", "counts", "accounts", "forecast", "asOf",
                "hindrance",
            ]
        )
    }

    func plan() throws(MemberProblem) -> (Plan, hash: String) {
        _ = try members.required("format", try members.integer("format", in: PlanDocument.format...PlanDocument.format))
        var items: [Plan.Item] = []
        var ids: Set<AccountID> = []
        for entry in try members.required("accounts", try members.objects("accounts", known: Self.entryMembers)) {
            let item = try item(entry)
            guard ids.insert(item.id).inserted else { throw entry.problem("id", .twice) }
            items.append(item)
        }
        let plan = Plan(
            workspace: try members.required("workspace", try members.exact("workspace")),
            system: try members.required("system", try members.exact("system")),
            definitions: try members.required("definitions", try members.string("definitions")),
            items: items
        )
        return (plan, try members.required("hash", try members.string("hash")))
    }

    private static let entryMembers = [
        "code", "id", "name", "verdict", "parent", "waitsFor", "externalId", "reasons", "warnings", "values", "data",
        "adopt", "storefrontToo",
    ]

    private func item(_ entry: MemberReader) throws(MemberProblem) -> Plan.Item {
        var traits: [String: String] = [:]
        let data = try entry.required("data", try entry.object("data"))
        for name in data.names { traits[name] = try data.required(name, try data.string(name)) }
        return Plan.Item(
            id: try entry.required("id", try entry.exact("id")),
            code: try entry.required("code", try entry.exact("code")),
            name: try entry.required("name", try entry.string("name")),
            traits: traits,
            parent: try entry.exact("parent"),
            fields: try fields(entry),
            warnings: try reasons("warnings", of: entry),
            adopts: try entry.required("adopt", try entry.truth("adopt")),
            allowsStorefront: try entry.required("storefrontToo", try entry.truth("storefrontToo")),
            verdict: try verdict(entry)
        )
    }

    private func fields(_ entry: MemberReader) throws(MemberProblem) -> [Plan.Field] {
        var fields: [Plan.Field] = []
        var ids: Set<FieldID> = []
        let values = try entry.objects("values", known: ["id", "label", "value", "provenance"])
        for value in try entry.required("values", values) {
            // The vendor's id of a field is sent back as it came, whatever it contains.
            let id = FieldID(try value.required("id", try value.string("id")))
            guard ids.insert(id).inserted else { throw value.problem("id", .twice) }
            fields.append(
                Plan.Field(
                    id: id,
                    label: try value.required("label", try value.string("label")),
                    value: try value.required("value", try value.string("value")),
                    provenance: try value.string("provenance").map { .words($0) } ?? .none
                )
            )
        }
        return fields
    }

    private func verdict(_ entry: MemberReader) throws(MemberProblem) -> Plan.Verdict {
        let kind: Plan.Verdict.Kind = try entry.required("verdict", try entry.choice("verdict"))
        switch kind {
        case .ready: return .ready
        case .waits: return .waits(for: try entry.required("waitsFor", try entry.exact("waitsFor")))
        case .synchronized: return .synchronized(as: try entry.exact("externalId"))
        case .inDoubt: return .inDoubt
        case .blocked: return .blocked(try reasons("reasons", of: entry))
        }
    }

    private func reasons(_ name: String, of entry: MemberReader) throws(MemberProblem) -> [Plan.Obstacle] {
        var reasons: [Plan.Obstacle] = []
        for reason in try entry.objects(name, known: ["message", "cure"]) ?? [] {
            reasons.append(
                .words(
                    try reason.required("message", try reason.string("message")),
                    cure: try reason.string("cure")
                )
            )
        }
        return reasons
    }
}
