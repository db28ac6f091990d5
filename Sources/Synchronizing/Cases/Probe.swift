/// An answer of exists about an account in doubt.
package struct Probe: Hashable, Sendable {
    /// What exists said.
    package enum Answer: String, Hashable, Sendable, Codable {
        /// Not there.
        case absent
        /// There.
        case present
        /// Nothing that could be used.
        case unclear
    }

    /// What exists said.
    package var finding: Answer
    /// When.
    package var at: Moment
    /// The reason where it is unclear; otherwise empty.
    package var detail: String

    package init(_ finding: Answer, at moment: Moment, detail: String = "") {
        self.finding = finding
        self.at = moment
        self.detail = detail
    }
}
