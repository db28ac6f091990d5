package import Accounts

/// A link that needs the operator, with what is known for the decision.
package struct OpenCase: Hashable, Sendable {
    package var relative: AccountOnSystem
    package var link: Link
    /// Whether the system's exists call has found an account that we created.
    package var isExistsProved: Bool
    /// The intent of the attempt that left it in doubt, if there was one.
    package var intent: Intent?
    /// The answers of the exists call since then, oldest first.
    package var probes: [Probe]
    /// Another account that is synchronized under the link's id at the same vendor; it rules out adoption.
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
