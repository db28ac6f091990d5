package import Accounts
package import Synchronizing

extension Notice {
    /// Says what can be done about a case.
    package init(_ open: OpenCase) {
        let name = open.relative.account.name
        let id = open.link.externalID?.rawValue ?? ""
        self =
            switch open.link.state {
            case .atVendor:
                Notice(
                    .warning,
                    "\(name) is at \(open.link.system) already, as \(id); nothing was sent.",
                    cure: "If the portal shows that it is this account, adopt it."
                )
            case .abandoned:
                Notice(
                    .warning,
                    "\(name) was given up at \(open.link.system).",
                    cure: "If it exists at the vendor after all, adopt it."
                )
            case .conflict:
                Notice(
                    .bad,
                    "\(open.link.system)'s id \(id) for \(name) belongs to \(open.holder?.named ?? "another account") here.",
                    cure: "Compare both in the portal; then adopt another id for this one, or abandon it."
                )
            default:
                Notice(
                    .doubt,
                    "\(name) is in doubt at \(open.link.system): \(open.link.detail).",
                    cure: "Ask the vendor whether it exists."
                )
            }
    }

    /// Says what asking about a case established.
    package init(_ resolved: Resolved, of open: OpenCase) {
        let name = open.relative.account.name
        self =
            switch resolved {
            case .adopted(let link):
                Notice(
                    .good,
                    "\(name) is there: it is linked as \(link.externalID?.rawValue ?? "") at \(link.system).",
                    details: [Self.unconfirmed]
                )
            case .conflict(let link, let holder):
                Notice(
                    .bad,
                    "\(link.system) answered \(link.externalID?.rawValue ?? "") for \(name), which is \(holder.named) here.",
                    cure: "Compare both in the portal; then adopt another id for this one, or abandon it."
                )
            case .stillInDoubt(_, let resolution, let verdict):
                Self.stillInDoubt(name, open.link.system, resolution, verdict)
            case .moved(let link):
                Notice(
                    .plain,
                    "\(name) is \(link?.state.rawValue ?? "not synchronized") at \(open.link.system) now."
                )
            }
    }

    private static func stillInDoubt(
        _ name: String,
        _ system: SystemName,
        _ resolution: Resolution,
        _ verdict: ExistsVerdict
    ) -> Notice {
        let headline = "\(name) is still in doubt at \(system); asked whether it exists: \(verdict.phrase)."
        return switch resolution {
        case .ask(let wait):
            Notice(
                .doubt,
                headline,
                cure: wait > .zero
                    ? "Ask again in \(wait.wholeSeconds) s; until then \"not there\" proves nothing."
                    : "Ask again later."
            )
        case .sendAgain: Notice(.doubt, headline, cure: "It was absent long enough: you may send it again.")
        case .sendAgainUnproved:
            Notice(
                .doubt,
                headline,
                details: [
                    "This system's exists was never seen to find an account that it had made, so \"not there\" proves little."
                ],
                cure: "Look it up in the portal before you send it again."
            )
        }
    }

    /// Says what a decision of the operator led to; `name` is the account's.
    package init(_ verdict: OutcomeVerdict, of link: Link, named name: String? = nil) {
        let it = name ?? "It"
        self =
            switch verdict {
            case .recorded(let now) where now.state == .synchronized:
                Notice(
                    .good,
                    "\(it) is linked as \(now.externalID?.rawValue ?? "") at \(now.system).",
                    details: [Self.unconfirmed]
                )
            case .recorded(let now): Notice(.good, "\(it) is \(now.state.rawValue) at \(now.system) now.")
            case .conflict(let now, let holder):
                Notice(
                    .bad,
                    "\((holder.link?.externalID ?? now.externalID)?.rawValue ?? "The id") belongs to \(holder.named) here; nothing was linked."
                )
            case .stale(let now):
                Notice(
                    .warning,
                    "\(it) is \(now?.state.rawValue ?? "not synchronized") at \(link.system) now; nothing was changed."
                )
            }
    }

    /// Says what a process that died left in doubt; empty if it left nothing.
    package static func recovered(_ links: [Link]) -> [Notice] {
        let (doubts, unsent) = (links.filter { $0.state == .inDoubt }, links.filter { $0.state != .inDoubt })
        return (doubts.isEmpty ? [] : [inDoubt(doubts)]) + (unsent.isEmpty ? [] : [notSent(unsent)])
    }

    private static func inDoubt(_ links: [Link]) -> Notice {
        let systems = Set(links.map(\.system)).sorted().map { "`account-sync resolve --all --system \($0)`" }
        return Notice(
            .doubt,
            links.count == 1
                ? "An attempt was cut off when the program ended last time: its account is in doubt."
                : "\(links.count) attempts were cut off when the program ended last time: their accounts are in doubt.",
            cure: "Ask the vendor: \(systems.joined(separator: ", ")).",
            keyCure: "Press \(key: .cases) to see what needs you."
        )
    }

    private static func notSent(_ links: [Link]) -> Notice {
        Notice(
            .warning,
            links.count == 1
                ? "An account was waiting to be sent again when the program ended last time: it was not sent."
                : "\(links.count) accounts were waiting to be sent again when the program ended last time: they were not sent.",
            cure: "`account-sync accounts list --filter status:not-sent` lists \(links.count == 1 ? "it" : "them").",
            keyCure: "The filter status:not-sent shows \(links.count == 1 ? "it" : "them")."
        )
    }

    /// A remark on values that we did not see the vendor accept.
    private static var unconfirmed: String { "The vendor did not confirm its values." }
}

extension AccountOnSystem {
    package var named: String { "\(account.name) (\(account.code))" }
}
