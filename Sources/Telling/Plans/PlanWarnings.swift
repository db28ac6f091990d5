package import Synchronizing

/// What is worth a look in a plan before it is sent, since no vendor finds it: the first accounts by name, and how many more.
package struct PlanWarnings: Sendable {
    private var listed: [String] = []
    private var count = 0

    private static let most = 20

    package init() {}

    package init(of plan: Plan) {
        self.init()
        add(plan.items)
    }

    /// What is sent; a blocked account has nothing to be warned of yet.
    package mutating func add(_ items: [Plan.Item]) {
        for item in items where !item.warnings.isEmpty && [.ready, .waits].contains(item.verdict.kind) {
            count += 1
            guard listed.count < Self.most else { continue }
            listed.append("  \(item.code), \(item.name): \(item.warnings.map(\.sentence).joined(separator: "; "))")
        }
    }

    package var lines: [String] {
        guard count > 0 else { return [] }
        let more = count - listed.count
        return ["Worth a look, since the vendor checks nothing: \(count.accounts)."] + listed
            + (more > 0 ? ["  and \(more.grouped) more, which \(ShellCommand("plan … --json")) lists."] : [])
    }
}
