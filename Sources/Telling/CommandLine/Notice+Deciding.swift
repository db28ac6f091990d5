package import Accounts
package import Synchronizing

/// What the commands say when a decision cannot be carried out.
extension Notice {
    package static func notFound(_ account: Account, _ verdict: ExistsVerdict) -> Notice {
        .bad("\(account.name) cannot be adopted; the exists call said: \(verdict.phrase).")
            .cure("Name the id from the vendor's portal: --adopt ID --yes.")
    }

    package static func notConfirmed(_ id: ExternalID, for account: Account, _ verdict: ExistsVerdict) -> Notice {
        let said = if case .present(let other) = verdict { "the vendor has it as \(other)" } else { verdict.phrase }
        return .bad("The exists call does not confirm \(id) for \(account.name): \(said).")
            .cure("If you are sure, say --yes: it is then marked unconfirmed.")
    }

    /// The id that was given is the code of an account here.
    package static func isCode(of other: Account, for account: Account, at system: SystemName) -> Notice {
        let both: ShellCommand = "resolve \(account.code) \(other.code) --system \(system) --adopt"
        return
            .bad(
                "\(other.code) is the code of \(other.name) here, and the vendor does not know it as the id of \(account.name)."
            )
            .details(["Nothing was linked."])
            .cure("To adopt what the vendor has for both: `\(both)`; else name the vendor's id after --adopt.")
    }

    package static func tooEarly(_ account: Account, since notice: Notice) -> Notice {
        let why = [notice.headline, notice.cure].compactMap(\.self)
        return .bad("\(account.name) cannot be sent again yet.").details(why)
    }

    /// A case that is not in doubt, and what the exists call reports about it now.
    package static func asked(_ open: OpenCase, _ verdict: ExistsVerdict) -> Notice {
        var notice = Notice(open)
        notice.details.append("The exists call said: \(verdict.phrase).")
        return notice
    }
}
