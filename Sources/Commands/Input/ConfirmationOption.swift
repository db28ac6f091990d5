import ArgumentParser
import Telling

struct ConfirmationOption: ParsableArguments {
    @Flag(help: "Do not ask for confirmation.")
    var yes = false

    /// Asks a question, and goes on only if this text is typed, or if no confirmation is wanted.
    func confirm(_ question: [String], typed text: String) throws(CommandProblem) {
        guard !yes else { return }
        Output.message(question)
        guard readLine() == text else { throw .notConfirmed }
    }
}
