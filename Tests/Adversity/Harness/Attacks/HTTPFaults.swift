import Accounts
import Foundation
import Invariants
import Synchronizing
import Workspace

/// Every phase meets every fault, through the product's libraries in this process.
package enum HTTPFaults {
    /// The exchange that meets the fault.
    package enum Phase: String, Sendable, Codable, CaseIterable {
        case syncOptions = "syncoptions"
        /// The exists call before the send.
        case exists
        case synchronize
        case unexecuted = "synchronize, not executed"
        /// The exists call after the send.
        case proof
    }

    package struct Case: Sendable {
        package var phase: Phase
        package var fault: Fault
        package var name: String { "\(phase.rawValue): \(fault.name)" }
    }

    /// All combinations, except vendors that execute and say that they refused, which would be lying.
    package static let cases: [Case] = Fault.all.flatMap { fault in
        Phase.allCases.compactMap { phase in
            switch phase {
            case .syncOptions where fault.isAboutCode: nil
            case .synchronize where !fault.verdicts.isDisjoint(with: [.refused, .throttled]): nil
            case .unexecuted where fault.verdicts.contains(.answered): nil
            default: Case(phase: phase, fault: fault)
            }
        }
    }

    /// Prepares a workspace.
    package static func prepare(_ rig: Rig) async throws -> Rig.Template {
        let template = try rig.prepare(Scenario("http", command: "status R-1", aftermath: [], codes: ["R-1"]))
        try await setDeadline(.seconds(20), template.path, rig)
        return template
    }

    private static func setDeadline(_ deadline: Duration, _ path: String, _ rig: Rig) async throws {
        let workspace = try await open(path, rig)
        guard var system = try await workspace.systems.systems().first else {
            throw HarnessFailure.preparation("no system")
        }
        system.deadline = deadline
        _ = try await workspace.systems.update(system)
    }

    private static func open(_ path: String, _ rig: Rig) async throws -> Workspace {
        let limits = SendingLimits(
            backOff: .milliseconds(1),
            longestBackOff: .milliseconds(2),
            longestRetryAfter: .milliseconds(5)
        )
        return try await Workspace.open(WorkspaceLocation(path: path), environment: rig.environment, limits: limits)
    }

    /// Runs one case, restarts, tries again without the fault, and checks.
    package static func run(_ one: Case, _ rig: Rig, _ template: Rig.Template) async throws -> Tally {
        let path = try rig.copy(template)
        // Only where it is waited for: a busy machine must come to the first byte within it.
        if one.fault.outlastsDeadline { try await setDeadline(.seconds(4), path, rig) }
        let witness = Witness(path)
        rig.vendor.setWitness { witness.objection(to: $0) }
        var reply = one.fault.reply
        switch one.phase {
        case .syncOptions: rig.vendor.script(.syncOptions, reply)
        case .exists: rig.vendor.script(.exists, reply)
        case .synchronize: rig.vendor.script(.synchronize, reply)
        case .unexecuted:
            reply.executes = .never
            rig.vendor.script(.synchronize, reply)
        case .proof: for call in 2...4 { rig.vendor.script(.exists, call: call, reply) }
        }
        var violations: [Violation] = []
        try await attempt(path, rig)
        rig.vendor.settle()
        violations += judge(one, try Records(path), rig.vendor.ledger)
        for endpoint in Endpoint.allCases { rig.vendor.script(endpoint, .truth) }
        for call in 2...4 { rig.vendor.script(.exists, call: call, .truth) }
        try await attempt(path, rig)
        rig.vendor.settle()
        let records = try Records(path)
        violations += Checker.violations(in: records, by: rig.vendor.ledger)
        violations += Secrets.violations(in: path)
        var tally = Tally()
        tally.count(
            records.outcome(of: ["R-1"]),
            violations.map { Violation($0.invariant, $0.sentence, replay: "http \(one.name)") }
        )
        return tally
    }

    /// What an operator does: synchronize, or ask about an account in doubt.
    private static func attempt(_ path: String, _ rig: Rig) async throws {
        let workspace = try await open(path, rig)
        guard let row = try await workspace.accounts.row(code: "R-1"),
            let system = try await workspace.systems.systems().first
        else { throw HarnessFailure.preparation("no account") }
        try await workspace.synchronizer.liftPause(of: system.name)
        let open = try await workspace.synchronizer.openCases(on: system.name).first
        if let open, open.link.state == .inDoubt {
            _ = try await workspace.synchronizer.resolve(open, on: system)
            return
        }
        // Without definitions there is no form, which is one of the possible ends.
        guard let form = try? await workspace.synchronizer.form(of: row.account.id, on: system) else { return }
        _ = await workspace.synchronizer.synchronize(form)
    }

    private static func judge(_ one: Case, _ records: Records, _ vendor: Vendor.Ledger) -> [Violation] {
        let state = records.links.first?.state ?? "not synchronized"
        let sent = vendor.received.count { $0.endpoint == .synchronize }
        var violations: [Violation] = []
        let most = one.phase == .unexecuted && one.fault.verdicts.contains(.throttled) ? 3 : 1
        if sent > most { violations.append(Violation(.judgedByTable, "\(sent) synchronize requests were sent")) }
        if vendor.received.contains(where: { $0.path.contains("elsewhere") }) {
            violations.append(Violation(.judgedByTable, "a redirect was followed"))
        }
        let expected: Set<String> =
            switch one.phase {
            case .syncOptions, .exists:
                one.fault.verdicts.contains(.answered) ? ["synchronized", "not synchronized"] : ["not synchronized"]
            case .proof: ["synchronized"]
            case .synchronize, .unexecuted: Set(one.fault.verdicts.map(\.state))
            }
        if !expected.contains(state) {
            violations.append(
                Violation(.judgedByTable, "it is \(state), and must be \(expected.sorted().joined(separator: " or "))")
            )
        }
        return violations
    }
}

extension Fault.Verdict {
    fileprivate var state: String {
        switch self {
        case .answered: "synchronized"
        case .refused: "refused"
        case .throttled: "not sent"
        case .doubt: "in doubt"
        }
    }
}
