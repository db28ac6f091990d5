import ArgumentParser
import Console
import Foundation
import PlainText
import Telling
import Terminal
package import TextScreen
import Workspace

extension Theme: ExpressibleByArgument {}

/// How the console looks.
struct LookOptions: ParsableArguments {
    @Option(help: "The look: \(Theme.allCases.map(\.rawValue).joined(separator: ", ")). NO_COLOR means mono.")
    var theme: Theme = .default
    @Flag(help: "Draw in ASCII only.")
    var ascii = false
    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    /// Runs the console on the current thread until the operator leaves it.
    func show(_ workspace: Workspace, greeting: [Notice] = []) throws {
        let mailbox = Mailbox<Console.Message>()
        var console = Console(workspace, greeting: greeting) { mailbox.post($0) }
        do {
            try Terminal.run(
                &console,
                mailbox: mailbox,
                options: TerminalOptions(theme: theme, ascii: ascii, mouse: !noMouse)
            )
        } catch {
            let columns = Terminal.columns(of: STDERR_FILENO) ?? 80
            for line in Notice(error).lines.flatMap({ $0.visible.wrapped(to: columns) }) { Output.message(line) }
            throw ExitCode.unavailable
        }
        for notice in console.farewell { Output.message(notice) }
    }
}

extension Notice {
    /// Says why the console cannot run here.
    fileprivate init(_ fault: TerminalFault) {
        self =
            switch fault {
            case .notATerminal: .noTerminal
            case .dumb: .dumbTerminal
            case .unknown(let name): .unknownTerminal(name)
            }
    }
}
