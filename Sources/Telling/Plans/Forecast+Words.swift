package import Accounts
package import Synchronizing

extension Forecast {
    /// What a run costs at most, on one line.
    package var cost: String {
        guard requests > 0 else { return "Nothing would be sent." }
        let count = "\(requests.grouped) \(requests == 1 ? "request" : "requests")"
        let pace =
            time.map { ", about \($0.wholeSeconds.clock) at \(limits.ratePerSecond.plain) a second" }
            ?? ", without a limit of the rate"
        return "At most \(count)\(pace)."
    }

    /// What a run leaves behind at most if it is killed in the middle.
    package var risk: String? {
        guard mostInDoubt > 0 else { return nil }
        let left = "\(mostInDoubt.accounts) \(mostInDoubt == 1 ? "is" : "are")"
        return "If this program is killed meanwhile, at most \(left) left in doubt."
    }

    /// What is the first of its kind.
    package func news(at system: SystemName) -> [String] {
        guard sends > 0 else { return [] }
        let first = isFirstAtVendor ? ["Nothing is synchronized at \(system) yet: these are the first."] : []
        let resellers = newResellers.isEmpty ? [] : ["New resellers at \(system): \(Self.list(newResellers))."]
        let customers =
            firstCustomersOf.isEmpty ? [] : ["The first customers of \(Self.list(firstCustomersOf)) at \(system)."]
        return first + resellers + customers
    }

    /// All of it, a sentence each.
    package func lines(at system: SystemName) -> [String] {
        [cost] + [risk, approval].compactMap(\.self) + news(at: system)
    }

    private var approval: String? {
        guard wantsApproval, let mostAlone else { return nil }
        return "More than \(mostAlone.accounts): the run begins once an approver who is not its author has approved it."
    }

    private static func list(_ codes: [AccountCode]) -> String { codes.map(\.rawValue).listed(atMost: 6) }
}

extension Double {
    /// Without a fraction that says nothing.
    var plain: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
