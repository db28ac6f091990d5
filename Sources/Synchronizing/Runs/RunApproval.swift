package import FoundationEssentials

/// What a run waits for whose plan has more accounts than its book lets one member send alone.
package struct RunApproval: Hashable, Sendable {
    /// Who began it, as the server knows them; somebody else must approve it.
    package var author: String
    /// Until when that can be done.
    package var until: Date
    /// Whether that time is over, on the store's clock.
    package var isLapsed: Bool
    package var given: Given?

    package struct Given: Hashable, Sendable {
        package var by: String
        package var at: Date

        package init(by: String, at: Date) { (self.by, self.at) = (by, at) }
    }

    package init(author: String, until: Date, isLapsed: Bool, given: Given? = nil) {
        (self.author, self.until, self.isLapsed, self.given) = (author, until, isLapsed, given)
    }
}

/// Why a run cannot be approved.
package enum ApprovalRefusal: Hashable, Sendable, CaseIterable {
    /// Its plan is not too large for one member.
    case notNeeded
    /// Its author would be its approver.
    case own
    case given
    /// Nobody approved it in time.
    case lapsed
    /// It is not what was looked at: another plan, or other accounts.
    case changed
    /// It is over, or to be stopped.
    case over
}

package enum ApprovalVerdict: Hashable, Sendable {
    case approved(StoredRun)
    case refused(ApprovalRefusal, StoredRun)
    /// There is no such run.
    case unknown
}

extension StoredRun {
    /// Whether nothing of it may be sent yet, since nobody has approved it.
    package var awaitsApproval: Bool { ending == nil && approval.map { $0.given == nil } ?? false }

    /// Why a login may not approve what it saw as a plan of this hash; nil if it may.
    package func refusalToApprove(_ hash: String, by login: String) -> ApprovalRefusal? {
        guard let approval else { return .notNeeded }
        if approval.given != nil { return .given }
        if ending != nil || stop != nil { return .over }
        if approval.author == login { return .own }
        if approval.isLapsed { return .lapsed }
        return hash == self.hash ? nil : .changed
    }
}

/// Plans of more accounts than `most` want an approver; nil if none do.
package struct ApprovalRule: Hashable, Sendable {
    package var most: Int?
    /// Who said so last, and when; nil if nobody ever did.
    package var by: String?
    package var at: Date?

    package init(most: Int? = nil, by: String? = nil, at: Date? = nil) {
        (self.most, self.by, self.at) = (most, by, at)
    }
}
