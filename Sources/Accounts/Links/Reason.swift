/// Why a link, a log entry or a pause is as it is: data, for which `Telling` has the words.
package enum Reason: Hashable, Sendable {
    /// The vendor asked us to try again later.
    case throttled
    /// The vendor asked us to try again later, and the bulk run was stopped before that.
    case throttledAndStopped
    case notSent(Unsent)
    case inDoubt(Doubt)
    /// The vendor refused, in its own words.
    case refused(status: Int, message: String)
    /// The exists call reported that the account is not there.
    case absent
    /// The operator gave it up.
    case abandoned
    /// A wrong adoption was undone.
    case unlinked
    /// It was to be tried again, but was not.
    case notSentAfterAll
    /// It was to be tried again, but the program ended first.
    case endedBeforeSending
    /// Text written by an earlier version, or by a later one that this version does not understand.
    case words(String)
}

extension Reason {
    /// Whether the vendor refused the registered key.
    ///
    /// It then said nothing about the account or its values.
    package var refusesKey: Bool {
        if case .refused(let status, _) = self { Self.refusesKey(status) } else { false }
    }

    /// Whether a status (RFC 9110, 15.5) is about who asks, and not about what was asked.
    package static func refusesKey(_ status: Int) -> Bool { status == 401 || status == 403 }
}
