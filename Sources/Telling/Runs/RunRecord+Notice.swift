package import Accounts
import FoundationEssentials
package import Synchronizing

extension Notice {
    /// Why a run did not try an account: it stood like this before; nil if the plan says why, or nothing is to be said.
    package init?(_ standing: BulkRun.Standing, of item: Plan.Item, on system: SystemName) {
        guard case .ended(let result) = standing, result != .synchronized, item.verdict.kind != .blocked
        else { return nil }
        self.init(RunRecord(result, at: .distantPast, by: ""), of: item, on: system)
    }

    /// What came of an account of a run, as its record says.
    init(_ record: RunRecord, of item: Plan.Item, on system: SystemName) {
        let (name, id) = (item.name, record.externalID.asWhich)
        let details = [record.reason?.phrase.sentence].compactMap(\.self).filter { !$0.isEmpty }
        self =
            switch record.result {
            case .synchronized: .good("\(name) is synchronized\(id) at \(system).")
            case .atVendor:
                .atVendor(name, at: system, as: record.externalID).details(details)
            case .refused where record.reason?.refusesKey == true: Self.keyRefused(name, record.reason, by: system)
            case .refused:
                .bad("\(system) refused \(name).").details(details)
                    .cure(record.reason?.isSilent == true ? Phrases.correctUnnamed : Phrases.correctNamed)
            case .notSent: .bad("\(name) was not sent.").details(details + [Phrases.safeAgain])
            case .inDoubt:
                .doubt("\(name) was left in doubt at \(system).").details(details)
                    .mayHaveBeenCreated(resolvedBy: Phrases.resolving(item.code, at: system))
            case .conflict: .conflict(over: record.externalID, of: name, at: system).details(details)
            case .blocked where item.verdict.kind == .blocked:
                .warning("\(name) was not sent: the plan forbids it.")
                    .details([item.verdict.message?.sentence].compactMap(\.self)).cure(item.verdict.cure?.sentence)
            case .blocked:
                .warning("\(name) was not sent: the plan, the preflight or a later change forbids it.")
                    .details([item.verdict.message?.sentence].compactMap(\.self) + details)
                    .cure("Look at it again in a new plan.")
            case .skipped: .parentFailed(name)
            case .storeFailed, .unrecorded: .unwritable(name)
            case .leftOut: .plain(RunWords.leftOut(name))
            }
    }

    /// An account that was not accepted since the vendor refused the key, and said nothing about the account.
    private static func keyRefused(_ name: String, _ reason: Reason?, by system: SystemName) -> Notice {
        let status = if case .refused(let status, _)? = reason { " (HTTP \(status))" } else { "" }
        return .bad("\(system) did not let us send \(name): it refused the key\(status).")
            .details(reason?.said ?? [])
            .cure(Phrases.keyThenSend)
    }
}
