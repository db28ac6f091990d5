package import Accounts
package import Synchronizing

/// Where lines are written and read: a terminal, or a script.
package protocol Voice: Sendable {
    func say(_ line: String)

    /// The line that was entered, without its end; nil if there will be no more. A secret is not shown while it is
    /// typed.
    func ask(_ question: String, isSecret: Bool) async -> String?

    /// Does something that sends, and learns which account has got how far; nil once it has ended. A request to end
    /// the program waits for what is under way; with `stop`, that is pressed first.
    func sending<Value: Sendable>(
        to system: SystemName,
        stop: RunStop?,
        _ body: (@escaping @Sendable (AccountCode, Submission.Stage?) -> Void) async -> Value
    ) async -> Value
}

extension Voice {
    func ask(_ question: String) async -> String? { await ask(question, isSecret: false) }
}
