import Accounts
import Synchronizing

extension Notice {
    /// What came of an account of a run, as its record says.
    init(_ record: RunRecord, of item: Plan.Item, on system: SystemName) {
        let (name, id) = (item.name, record.externalID.map { " as \($0)" } ?? "")
        let details = [record.reason?.phrase.sentence].compactMap(\.self).filter { !$0.isEmpty }
        self =
            switch record.result {
            case .synchronized: .good("\(name) is synchronized\(id) at \(system).")
            case .atVendor:
                .atVendor(name, at: system, as: record.externalID).details(details)
            case .refused where record.reason?.refusesKey == true: Self.keyRefused(name, record.reason, by: system)
            case .refused:
                .bad("\(system) refused \(name).").details(details).cure(Phrases.correctNamed)
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
            case .leftOut: .plain("\(name) was not to be tried in this run.")
            }
    }

    /// An account that was not accepted since the vendor refused the key, and said nothing about the account.
    private static func keyRefused(_ name: String, _ reason: Reason?, by system: SystemName) -> Notice {
        let status = if case .refused(let status, _)? = reason { " (HTTP \(status))" } else { "" }
        return .bad("\(system) did not let us send \(name): it refused the key\(status).")
            .details([reason?.vendorsWords].compactMap { $0.map { "It said: \"\($0)\"" } })
            .cure(Phrases.keyThenSend)
    }
}
