package import Accounts
package import Synchronizing

extension Phrases {
    package static var noSystem: String { "No provisioning system is registered: \(ShellCommand("systems add FILE"))." }

    package static let noAttempts = "Nothing was ever sent or asked for."
    package static let noResellerIDs = "There is no system to have Reseller IDs of."
    package static let noAccounts = "No account is listed."

    package static func notPaused(_ system: SystemName) -> String { "\(system) is not paused." }

    package static func pauseEnded(_ system: SystemName) -> String {
        "Its pause has ended: \(system) is sent to again."
    }

    package static func caFileMissing(_ file: String) -> String { "Note: \(file), the caFile, is not there yet." }

    package static func answers(_ system: SystemName, _ service: ServiceDescription?) -> [String] {
        var lines = ["\(system) answers, and its settings are right."]
        if let service {
            let version = service.version.isEmpty ? "" : ", version \(service.version)"
            lines.append("It calls itself \(service.name)\(version).")
        }
        return lines
    }

    package static func otherURL(_ name: String, _ url: String) -> String {
        "Its own URL for \(name) is \(url), which is not the one that is registered."
    }

    // MARK: Workspaces, the demo, the sandbox

    package static func madeWorkspace(_ path: String) -> String { "Made the workspace \(path)." }
    package static var afterMaking: String {
        "Next: \(ShellCommand("accounts import FILE")), and \(ShellCommand("systems add FILE"))."
    }

    package static func hasSample(port: Int) -> String {
        "It has the sample accounts, and Dropbox at port \(port): start it with account-sync sandbox."
    }

    package static func sandbox(portal: String, applicationID: String, apiKey: String) -> [String] {
        [
            "Partner Portal: \(portal)",
            "Register it with applicationId \(applicationID) and the API key \"\(apiKey)\".",
            "Ctrl-C ends it.",
        ]
    }

    package static func sandboxBSS(
        url: String,
        clientKey: String,
        clientSecret: String,
        username: String,
        password: String
    ) -> [String] {
        [
            "BSS: \(url); change its accounts at \(url)/bss.",
            "Its client key is \"\(clientKey)\" with the secret \"\(clientSecret)\","
                + " and its user \"\(username)\" with the password \"\(password)\".",
        ]
    }
}

extension Notice {
    package static func demo(portal: String) -> Notice { .plain("The sandbox's Partner Portal: \(portal)") }

    package static func demoElsewhere(port: Int) -> Notice {
        .plain("Something listens on port \(port) already, perhaps this demo in another terminal; it is used.")
    }

    /// Who sits at this terminal of a team's demo, and who at another one: in an open console if it was joined.
    package static func team(
        _ login: String,
        _ role: MemberRole,
        other: String,
        _ otherRole: MemberRole,
        isJoined: Bool
    ) -> Notice {
        let you = "You are \(login) (\(role.rawValue))"
        let them = "\(other) (\(otherRole.rawValue))"
        return .plain(isJoined ? "\(you), beside \(them)." : "\(you). A second `demo --team` is \(them).")
    }

    package static let demoRuns: Notice =
        .bad("A team's demo is open in another terminal; nothing was removed.").cure("Leave it there, then start over.")

    /// Why the server of a team's demo is not there; without words, since its programs are missing.
    package static func demoServer(_ words: String? = nil) -> Notice {
        guard let words else {
            return .bad("A team's demo needs PostgreSQL's server programs, which are not installed.")
                .cure("Install them with `apt-get install postgresql`, or try `account-sync demo` without --team.")
        }
        return .bad("The demo's PostgreSQL server did not start\(words.isEmpty ? "" : ": \(words)").")
            .cure("Start over with `account-sync demo --team --fresh`.")
    }

    package static func rejected(_ system: SystemName, _ problems: [String]) -> Notice {
        .bad("\(system) rejects its registered settings.").details(problems)
            .cure("Correct the registration: \(ShellCommand("systems update")).")
    }

    /// Says that output is lost; `reason` is in the operating system's words.
    package static func outputLost(_ reason: String) -> Notice {
        .bad("The output could not be written: \(reason).")
            .cure("Send it where it can be written and run the command again; what was done is not done twice.")
    }

    /// Says that a file is not there although everything else was done; `reason` is in the operating system's words.
    package static func fileLost(path: String, reason: String) -> Notice {
        .bad("\(path) could not be written: \(reason); everything else was done.")
            .cure("Make room, or name another file, and run the command again: what was done is not done twice.")
    }

    package static func rejectsLost(path: String) -> Notice {
        .bad("\(path) was not written: the file that was imported has changed.").cure("Import that one again.")
    }

    package static func passwordLost(path: String, reason: String) -> Notice {
        .bad("The account was created, but its generated password could not be kept in \(path): \(reason).")
            .cure("The password is lost: reset it at the vendor.")
    }
}
