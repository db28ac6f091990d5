import ArgumentParser

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Tells whether the log is as it was written: who sent what, and when.",
        subcommands: [AuditVerifyCommand.self, AuditHeadCommand.self, AuditAcceptCommand.self]
    )
}
