package import Accounts
package import Synchronizing

extension Fact {
    /// What is so, worded to stand after a time; `system` is the one that the explanation is about.
    package func phrase(on system: SystemName) -> String {
        switch what {
        case .neverSent: "nothing was ever sent for it"
        case .run(let id, let standing): standing.waiting(in: id)
        case .taken(let id): "a process that works on bulk run \(id.rawValue) has taken it"
        case .link(let link): "it \(link.standing)\(link.origin?.phrase ?? "")\(link.doubtfulID)"
        case .entry(let entry): entry.phrase
        case .earlier(1): "one more entry, in \(ShellCommand("attempts"))"
        case .earlier(let count): "\(count) more entries, in \(ShellCommand("attempts"))"
        case .sent(let values): "sent with \(values.shown)"
        case .unsent(let values): "it was to be sent with \(values.shown)"
        case .disabled: "\(system) is disabled"
        case .paused(let reason): "nothing is sent to \(system): \(reason.pausing)"
        case .refusedRequest(let account, let reason):
            "the last request that it refused for this reason was for \(account.named)\(reason.addition)"
        case .claimed(let link): "\(link.system) is the same vendor, and there it \(link.standing)"
        case .holder(let holder): "the id belongs to \(holder.named) here"
        case .finding(let finding): finding.message
        case .parent(let parent):
            "its reseller \(parent.named) \(parent.link?.standing ?? parent.state.predicate)\(parent.link?.reason?.addition ?? "")"
        case .imported: "the account came into the workspace"
        case .changed: "the account was last changed by an import"
        case .fieldsUnknown: "the fields of \(system) are not known"
        case .definition(let definition): "\(system) asks for it\(definition.demands)"
        case .provenance(.none): "nothing is known that it could be filled in with"
        case .provenance(let provenance): provenance.phrase
        }
    }

    /// The vendor's own words, unchanged, if the fact holds some.
    package var vendorsWords: String? {
        let reason: Reason? =
            switch what {
            case .link(let link): link.reason
            case .entry(let entry): entry.reason
            case .paused(let reason), .refusedRequest(_, let reason): reason
            case .parent(let parent): parent.link?.reason
            default: nil
            }
        guard case .refused(_, let message)? = reason, !message.isEmpty else { return nil }
        return message
    }
}

extension LogEntry {
    fileprivate var phrase: String {
        let id = externalID.shown
        return switch event {
        case .intent: "attempt \(attempt?.rawValue ?? "") began"
        case .outcome:
            "the outcome was: \(state.rawValue)\(externalID.asWhich)\(reason?.addition ?? "")"
        case .takenOver: "the program that was sending it had ended: \(state.rawValue)"
        case .found: "the vendor had it already, as \(id)"
        case .probe: "the vendor was asked whether it exists: \(detail)"
        case .adopted: "it was linked as \(id)"
        case .abandoned: "it was abandoned"
        case .unlinked: "its adoption as \(id) was undone"
        }
    }
}

extension Reason {
    /// The reason behind a colon, a vendor's words in quotation marks.
    fileprivate var addition: String {
        switch self {
        case .refused(let status, _): Self.shown(status) + refusalBehindColon
        default: phrase.isEmpty ? "" : ": \(phrase)"
        }
    }
}

extension Link {
    fileprivate var standing: String { state.predicate(as: externalID) }

    fileprivate var doubtfulID: String { isUnconfirmed ? "; the vendor did not confirm the id" : "" }
}

extension Link.Origin {
    fileprivate var phrase: String {
        switch self {
        case .created: ", created by a request from here"
        case .adopted: ", adopted"
        }
    }
}

extension FieldDefinition {
    fileprivate var demands: String {
        let demands = [isRequired ? "required" : nil, isReadOnly ? "no other value is allowed" : nil].compactMap(\.self)
        return demands.isEmpty ? "" : ": \(demands.joined(separator: ", "))"
    }
}

extension [Setting] {
    var shown: String { map { "\($0.name) \"\($0.value)\"" }.joined(separator: ", ") }
}
