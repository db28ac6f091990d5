import ArgumentParser
import CMalloc
import Console
import Telling
import Terminal
package import TextScreen
import Workspace

extension Theme: ExpressibleByArgument {}

struct LookOptions: ParsableArguments {
    @Option(help: "The look: \(Theme.allCases.map(\.rawValue).joined(separator: ", ")). NO_COLOR means mono.")
    var theme: Theme = .default
    @Flag(help: "Draw in ASCII only.")
    var ascii = false
    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false
    @Flag(help: "Plain lines, questions and answers instead of a screen: for a screen reader or a braille display.")
    var accessible = false

    var options: TerminalOptions { TerminalOptions(theme: theme, ascii: ascii, mouse: !noMouse) }
}

extension TerminalOptions {
    /// Runs the console on the current thread until the operator leaves it.
    func show(_ workspace: Workspace, greeting: [Notice] = []) throws {
        account_sync_return_freed_memory()
        let mailbox = Mailbox<Console.Message>()
        var console = Console(workspace, greeting: greeting, takesMouse: mouse, size: Terminal.size) {
            mailbox.post($0)
        }
        try Self.telling { () throws(TerminalFault) in
            try Terminal.run(&console, mailbox: mailbox, options: self)
        }
        for notice in console.farewell { Output.message(notice) }
    }

    func requireTerminal() throws { try Self.telling(Terminal.check) }

    private static func telling(_ body: () throws(TerminalFault) -> Void) throws {
        do {
            try body()
        } catch {
            for line in Notice(error).lines { Output.message(line) }
            throw ExitCode.unavailable
        }
    }
}

extension Notice {
    fileprivate init(_ fault: TerminalFault) {
        self =
            switch fault {
            case .notATerminal: .noTerminal
            case .dumb: .dumbTerminal
            case .unknown(let name): .unknownTerminal(name)
            }
    }
}
