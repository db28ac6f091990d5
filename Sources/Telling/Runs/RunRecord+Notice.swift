import Accounts
import Synchronizing

extension Notice {
    /// What came of an account of a run, as its record says.
    init(_ record: RunRecord, of item: Plan.Item, on system: SystemName) {
        let (name, id) = (item.name, record.externalID.map { " as \($0)" } ?? "")
        let details = [record.reason?.phrase.sentence].compactMap(\.self).filter { !$0.isEmpty }
        let resolve = Phrases.resolving(item.code, at: system)
        self =
            switch record.result {
            case .synchronized: .good("\(name) is synchronized\(id) at \(system).")
            case .atVendor:
                .warning("\(name) is already at \(system)\(id); nothing was sent.").details(details)
                    .cure("Look it up in the vendor's portal. If it is this account, adopt it.")
            case .refused:
                .bad("\(system) refused \(name).").details(details).cure("Correct what it names, then try again.")
            case .notSent: .bad("\(name) was not sent.").details(details + ["It is safe to try again."])
            case .inDoubt:
                .doubt("\(name) was left in doubt at \(system).")
                    .details(details + ["It may have been created. It is not sent again by itself."])
                    .cure(
                        "An open console asks automatically whether it exists; `\(resolve)` asks now.",
                        inConsole:
                            "The vendor is asked automatically whether it exists; \(key: .cases) lists it, and \(key: .ask) there asks now."
                    )
            case .conflict:
                .bad("\(system)'s id\(id) for \(name) belongs to another account here.").details(details)
                    .cure("Compare both in the vendor's portal, then adopt another id for this one, or abandon it.")
            case .blocked where item.verdict.kind == .blocked:
                .warning("\(name) was not sent: the plan says why.")
                    .details([item.verdict.message].compactMap(\.self)).cure(item.verdict.cure?.sentence)
            case .blocked:
                .warning("\(name) was not sent: the plan, the preflight or a later change forbids it.")
                    .details([item.verdict.message].compactMap(\.self) + details)
                    .cure("Look at it again in a new plan.")
            case .skipped: .warning("\(name) was not sent: its parent failed.")
            case .storeFailed, .unrecorded: .bad("\(name) was not sent: the workspace cannot be written.")
            case .leftOut: .plain("\(name) was not to be tried in this run.")
            }
    }
}
