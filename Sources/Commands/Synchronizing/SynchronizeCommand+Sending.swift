import Accounts
import Synchronizing
import Telling
import Workspace

extension SynchronizeCommand {
    /// Sends what a form stands for; asked to end, it finishes a send that is under way first.
    func send(_ form: SyncForm, in opened: Workspace) async throws {
        let file = try passwordFile.map { path throws(Failure) in try PasswordFile(path) }
        defer { file?.removeIfUnused() }
        let (code, isQuiet) = (form.account.code, json)
        let sends = SendsUnderWay(on: form.situation.system.name, idle: "Nothing was sent.") { file?.removeIfUnused() }
        EndRequests.answer { sends.answer($0, isFirst: $1) }
        var conclusion = await opened.synchronizer.synchronize(form, allowsStorefront: storefrontToo) { progress in
            sends.note(code, progress)
            if !isQuiet, case .waiting(let duration) = progress {
                Output.message("Waiting \(Int(duration.seconds.rounded(.up))) s before the next try.")
            }
        }
        let isKept = keep(conclusion.password, in: file)
        if adopt, case .atVendor(let link) = conclusion, let id = link.externalID {
            conclusion = Conclusion(try await opened.synchronizer.adopt(id, for: link, confirmed: true))
        }
        if case .unrecorded = conclusion { try await recordLater(opened) }
        // All that is left is to say so.
        EndRequests.answer { _, _ in .stops }
        try tell(conclusion, form, isPasswordLost: !isKept)
    }

    /// Keeps a password that the vendor made up; returns whether it could, where that is wished.
    private func keep(_ password: Secret?, in file: PasswordFile?) -> Bool {
        guard let password else { return true }
        guard let file else {
            Output.message(Self.unkept)
            return true
        }
        do throws(WriteFailure) {
            try file.write(password)
            return true
        } catch {
            Output.message(
                Notice(
                    .bad,
                    "The account was created, but its generated password could not be kept in \(file.path): \(error.reason).",
                    cure: "The password is lost: reset it at the vendor."
                )
            )
            return false
        }
    }

    /// What is said of a generated password that nobody asked for.
    static let unkept =
        "A password was generated and not kept; reset it at the vendor, or use --password-file next time."

    /// Commits what could not be committed, as long as it is worth waiting for.
    private func recordLater(_ opened: Workspace) async throws {
        for _ in 0..<3 {
            try await Task.sleep(for: .seconds(1))
            if await opened.synchronizer.recordLeftovers() == 0 { return }
        }
    }
}
