import Accounts
import Foundation
import Synchronizing
import Telling
import Workspace

/// A plan as `PlanDocument` has it, printed while it is made, without an encoder's trees.
struct PlanAsJSON: PlanPrinting {
    static let printsAtOnce = true

    private var isFirst = true

    mutating func text(_ items: [Plan.Item]) -> [UInt8] {
        guard !items.isEmpty else { return [] }
        var json = PrettyJSON(depth: 2, isFirst: isFirst)
        let head = isFirst ? Self.head : []
        isFirst = false
        for item in items { write(item, to: &json) }
        return head + json.bytes
    }

    mutating func printEnd(
        _ plan: PlanTally,
        _ forecast: Forecast,
        on system: ProvisioningSystem,
        pulled: Date?
    ) throws {
        StandardOutput.write(try foot(plan, forecast, pulled: pulled, hindrance: system.hindrance))
    }

    /// What stands after the last item.
    func foot(
        _ plan: PlanTally,
        _ forecast: Forecast,
        pulled: Date?,
        hindrance: String? = nil
    ) throws -> [UInt8] {
        var json = PrettyJSON(depth: 2, isFirst: false)
        json.endList()
        if let pulled { json.member("asOf", verbatim: try Output.text(ofJSON: pulled)) }
        json.beginObject("counts")
        for kind in Plan.Verdict.Kind.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
            json.member(kind.rawValue, verbatim: "\(plan.counts[kind] ?? 0)")
        }
        json.endObject()
        json.member("definitions", plan.definitions)
        json.member("forecast", verbatim: try Output.text(ofJSON: PlanDocument.Forecasted(forecast)))
        json.member("format", verbatim: "\(PlanDocument.format)")
        json.member("hash", plan.hash)
        if let hindrance { json.member("hindrance", hindrance) }
        json.member("system", plan.system.rawValue)
        json.member("workspace", plan.workspace.rawValue)
        json.endObject()
        return (isFirst ? Self.head : []) + json.bytes + "\n".utf8
    }

    /// What stands before the first item.
    private static var head: [UInt8] {
        var json = PrettyJSON(depth: 0, isFirst: true)
        json.beginObject()
        json.beginList("accounts")
        return json.bytes
    }

    private func write(_ item: Plan.Item, to json: inout PrettyJSON) {
        json.beginElement()
        json.beginObject()
        json.member("adopt", verbatim: item.adopts ? "true" : "false")
        json.member("code", item.code.rawValue)
        json.beginObject("data")
        for (name, value) in item.traits.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
        json.endObject()
        if case .synchronized(let id?) = item.verdict { json.member("externalId", id.rawValue) }
        json.member("id", item.id.rawValue)
        json.member("name", item.name)
        if let parent = item.parent { json.member("parent", parent.rawValue) }
        if case .blocked(let reasons) = item.verdict { write("reasons", reasons, to: &json) }
        json.member("storefrontToo", verbatim: item.allowsStorefront ? "true" : "false")
        json.beginList("values")
        for field in item.fields { write(field, to: &json) }
        json.endList()
        json.member("verdict", item.verdict.kind.rawValue)
        if case .waits(let parent) = item.verdict { json.member("waitsFor", parent.rawValue) }
        if !item.warnings.isEmpty { write("warnings", item.warnings, to: &json) }
        json.endObject()
    }

    private func write(_ field: Plan.Field, to json: inout PrettyJSON) {
        json.beginElement()
        json.beginObject()
        json.member("id", field.id.rawValue)
        json.member("label", field.label)
        if field.provenance != .none { json.member("provenance", field.provenance.phrase) }
        json.member("value", field.value)
        json.endObject()
    }

    private func write(_ name: String, _ obstacles: [Plan.Obstacle], to json: inout PrettyJSON) {
        json.beginList(name)
        for obstacle in obstacles {
            json.beginElement()
            json.beginObject()
            if let cure = obstacle.commandCure { json.member("cure", cure) }
            json.member("message", obstacle.message)
            json.endObject()
        }
        json.endList()
    }
}
