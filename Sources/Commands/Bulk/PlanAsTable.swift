import Accounts
import Foundation
import Synchronizing
import Telling

/// A way of printing a plan while it is made.
protocol PlanPrinting: PortionPrinting where Portion == [Plan.Item] {
    /// Whether anything is printed before the plan is made.
    static var printsAtOnce: Bool { get }

    /// Prints what is left when all items were handed over; `pulled` is when the BSS was last read.
    mutating func printEnd(
        _ plan: PlanTally,
        _ forecast: Forecast,
        on system: ProvisioningSystem,
        pulled: Date?
    ) throws
}

/// A plan for a person: columns as wide as their widest cells, so that nothing is printed before the last one is known.
struct PlanAsTable: PlanPrinting {
    static let printsAtOnce = false

    private var table = Table("CODE", "NAME", "VERDICT", "PARENT", "VALUES")
    private var warnings = PlanWarnings()

    mutating func text(_ items: [Plan.Item]) -> [UInt8] {
        add(items)
        return []
    }

    mutating func add(_ items: [Plan.Item]) {
        warnings.add(items)
        for item in items {
            table.add(
                item.code.rawValue,
                item.name,
                item.verdict.kind.rawValue,
                item.parent?.rawValue ?? "",
                item.commandLine
            )
        }
    }

    mutating func printEnd(_ plan: PlanTally, _ forecast: Forecast, on system: ProvisioningSystem, pulled: Date?) {
        table.print()
        Output.line()
        Output.lines(warnings.lines)
        Output.lines(Phrases.below(plan, forecast))
        if let hindered = Phrases.hindered(system) { Output.line(hindered) }
        if let pulled { Output.line(BSSWords.planned(asOf: pulled)) }
    }

    /// Prints what is left of the plan of a run that was begun.
    func printEnd(_ plan: PlanTally, _ forecast: Forecast, of run: StoredRun) {
        table.print()
        Output.line()
        Output.lines(Phrases.below(plan, forecast, of: run))
    }
}
