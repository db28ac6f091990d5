import ArgumentParser
import Commands
import Testing

/// The debug program trusts the declarations of its arguments; here ArgumentParser checks them, and stops at a mistake.
@Suite struct DeclarationTests {
    @Test func `the arguments of every command are declared as ArgumentParser wants them`() {
        var commands: [any ParsableCommand.Type] = [AccountSync.self]
        var checked = 0
        while let command = commands.popLast() {
            #expect(!command.helpMessage().isEmpty)
            checked += 1
            commands += command.configuration.subcommands
        }
        #expect(checked > 40)
    }
}
