/// Why a link, a line of the log or a pause is as it is: data, for which `Telling` has the words.
package enum Reason: Hashable, Sendable {
    /// The vendor asked to come again later.
    case throttled
    case notSent(Unsent)
    case inDoubt(Doubt)
    /// The vendor said no, in its words.
    case refused(status: Int, message: String)
    /// The exists call said that the account is not there.
    case absent
    /// The operator gave it up.
    case abandoned
    /// A wrong adoption was undone.
    case unlinked
    /// It was to be tried again, and was not.
    case notSentAfterAll
    /// It was to be tried again, and the program ended before.
    case endedBeforeSending
    /// What an earlier version wrote, or a later one that this one does not understand.
    case words(String)
}
