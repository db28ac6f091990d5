package import Accounts

/// A link that needs the operator, with what is known to decide by.
package struct OpenCase: Hashable, Sendable {
    package var relative: AccountOnSystem
    /// The link itself.
    package var link: Link
    /// Whether the system's exists was seen to find an account that it had made.
    package var isExistsProved: Bool
    /// The intent of the attempt that left it in doubt, if one did.
    package var intent: Intent?
    /// What exists said since, oldest first.
    package var probes: [Probe]
    /// The other account that is synchronized under the link's id at the same vendor; while there is one, adopting is refused.
    package var holder: AccountOnSystem?

    package init(
        relative: AccountOnSystem,
        link: Link,
        isExistsProved: Bool,
        intent: Intent?,
        probes: [Probe],
        holder: AccountOnSystem? = nil
    ) {
        self.holder = holder
        self.relative = relative
        self.link = link
        self.isExistsProved = isExistsProved
        self.intent = intent
        self.probes = probes
    }
}
