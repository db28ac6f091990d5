package import Accounts
package import Synchronizing

extension Notice {
    package init(_ open: OpenCase) { self.init(open.link, of: open.relative.account.name, holder: open.holder) }

    /// Tells where an account that needs the operator stands, and what can be done about it.
    init(_ link: Link, of name: String, holder: AccountOnSystem? = nil) {
        self =
            switch link.state {
            case .atVendor:
                .atVendor(name, at: link.system, as: link.externalID)
            case .abandoned:
                .warning("\(name) was abandoned at \(link.system).")
                    .cure("If it exists at the vendor after all, adopt it.")
            case .conflict: .conflict(over: link.externalID, of: name, at: link.system, holder: holder)
            default:
                .doubt("\(name) is in doubt at \(link.system): \(link.detail).")
                    .cure("Ask the vendor whether it exists.")
            }
    }

    /// Tells of an account in doubt that may be sent again.
    package static func toBeDecided(_ open: OpenCase) -> Notice {
        Notice(open).details(["The vendor has said \"not there\" often and late enough."])
            .cure(
                inConsole: "Look it up in the portal; in its case (\(key: .showCase)) \(key: .sendAgain) sends again."
            )
    }

    package init(_ resolved: Resolved, of open: OpenCase) {
        let name = open.relative.account.name
        self =
            switch resolved {
            case .adopted(let link): .linked(link, of: name)
            case .conflict(let link, let holder):
                .conflict(over: link.externalID, of: name, at: link.system, holder: holder)
            case .stillInDoubt(let link, _, .present(let id)): Self.thereAgain(link, id, open.relative.account)
            case .stillInDoubt(_, let resolution, let verdict):
                Self.stillInDoubt(name, open.link.system, resolution, verdict)
            case .moved(let link): .plain("\(Self.standing(of: name, link, at: open.link.system)).")
            }
    }

    private static func linked(_ link: Link, of name: String) -> Notice {
        .good("\(name) is linked as \(link.shownID) at \(link.system).")
            .details(["The vendor did not confirm its values."])
    }

    private static func standing(of name: String, _ link: Link?, at system: SystemName) -> String {
        "\(name) \((link?.state ?? .notSynchronized).predicate(at: system)) now"
    }

    /// The vendor has it, and somebody undid its link before.
    private static func thereAgain(_ link: Link, _ id: ExternalID, _ account: Account) -> Notice {
        .doubt("\(account.name) is still in doubt at \(link.system), which names \(id) for it.")
            .details(["Its link there was undone before, so only you may link it again."])
            .cure(
                "Compare both in the portal; `\(ShellCommand("resolve \(account.code) --adopt --system \(link.system)"))` links it all the same.",
                inConsole: "Compare both in the portal; \(key: .adoptTyped) adopts an id, \(key: .abandon) abandons it."
            )
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
            .doubt(headline)
                .cure(
                    wait > .zero
                        ? "Ask again in \(wait.wholeSeconds) s; until then \"not there\" proves nothing."
                        : "Ask again later."
                )
        case .sendAgain:
            .doubt(headline).cure("The vendor has said \"not there\" often and late enough: you may send it again.")
        case .sendAgainUnproved:
            .doubt(headline)
                .details([
                    "This system's exists call has never found an account that we had created, so \"not there\" proves little."
                ])
                .cure("Look it up in the portal before you send it again.")
        }
    }

    package init(_ verdict: OutcomeVerdict, of link: Link, named name: String? = nil) {
        let it = name ?? "It"
        self =
            switch verdict {
            case .recorded(let now) where now.state == .synchronized: .linked(now, of: it)
            case .recorded(let now): .good("\(Self.standing(of: it, now, at: now.system)).")
            case .conflict(let now, let holder):
                .bad("\((holder.link ?? now).shownID) belongs to \(holder.named) here; nothing was linked.")
            case .stale(let now):
                .warning("\(Self.standing(of: it, now, at: link.system)); nothing was changed.")
            }
    }

    /// Says what a process that died left in doubt; empty if it left nothing.
    package static func recovered(_ links: [Link]) -> [Notice] {
        let (doubts, unsent) = (links.filter { $0.state == .inDoubt }, links.filter { $0.state != .inDoubt })
        return (doubts.isEmpty ? [] : [inDoubt(doubts)]) + (unsent.isEmpty ? [] : [notSent(unsent)])
    }

    private static func inDoubt(_ links: [Link]) -> Notice {
        let systems = Set(links.map(\.system)).sorted().map { "`\(Phrases.resolvingAll(at: $0))`" }
        return
            .doubt(
                links.count == 1
                    ? "An attempt was cut off when the program ended last time: its account is in doubt."
                    : "\(links.count) attempts were cut off when the program ended last time: their accounts are in doubt."
            )
            .cure(
                "Ask the vendor: \(systems.joined(separator: ", ")).",
                inConsole: "Press \(key: .cases) to see what needs you."
            )
    }

    private static func notSent(_ links: [Link]) -> Notice {
        .warning(
            links.count == 1
                ? "An account was waiting to be sent again when the program ended last time: it was not sent."
                : "\(links.count) accounts were waiting to be sent again when the program ended last time: they were not sent."
        )
        .cure(
            "`\(ShellCommand("accounts list --filter status:not-sent"))` lists \(links.count == 1 ? "it" : "them").",
            inConsole: "The filter status:not-sent shows \(links.count == 1 ? "it" : "them")."
        )
    }
}

extension ExternalID? {
    /// The vendor's id as it stands in a sentence.
    var shown: String { self?.rawValue ?? "an unknown id" }

    /// The id behind what is said of an account, such as ` as dbx-1`; empty if there is none.
    var asWhich: String { map { " as \($0)" } ?? "" }
}

extension Link {
    /// The vendor's id as it stands in a sentence.
    var shownID: String { externalID.shown }
}
