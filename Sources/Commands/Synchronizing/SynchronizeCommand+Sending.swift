import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

extension SynchronizeCommand {
    /// Sends a form; if it is asked to end, it first finishes a send that is under way.
    func send(_ form: SyncForm, in opened: Workspace) async throws -> SubmissionReport {
        let file = try passwordFile.map { path throws(CommandProblem) in try PasswordFile(path) }
        defer { file?.removeIfUnused() }
        let (code, system) = (form.account.code, form.situation.system.name)
        let tellsWaits = !json || StandardError.isTerminal
        let warnings = try await opened.synchronizer.preflight(form, allowsStorefront: storefrontToo)
            .filter { $0.severity == .warns }
        if !json { for warning in warnings { Output.message(Phrases.worthALook(warning.commandSentence)) } }
        let sends = SendsUnderWay(on: form.situation.system.name, idle: Phrases.nothingSent) { file?.removeIfUnused() }
        EndRequests.answer { sends.answer($0, isFirst: $1) }
        let conclusion = await opened.synchronizer.synchronize(
            form,
            allowsStorefront: storefrontToo,
            adopts: adopt,
            patience: Synchronizer.patience
        ) { progress in
            sends.note(code, progress)
            guard tellsWaits else { return }
            switch progress {
            case .waiting(let duration, let isVendorsWish):
                Output.message(Phrases.waiting(duration, askedBy: isVendorsWish ? system : nil, at: Date()))
            case .unread: Output.message(progress.phrase.sentence)
            default: break
            }
        }
        let isKept = keep(conclusion.password, in: file)
        // All that remains is to print the result.
        EndRequests.answer { _, _ in .stops }
        let refused = await attempt(of: conclusion, form, in: opened)
        return SubmissionReport(form, conclusion, warnings, attempt: refused, isPasswordLost: !isKept)
    }

    /// The attempt that the vendor refused, as the book has it.
    private func attempt(of conclusion: Conclusion, _ form: SyncForm, in opened: Workspace) async -> AttemptID? {
        guard case .refused(let refusal) = conclusion, !refusal.isBeforeSending else { return nil }
        // If the book cannot be read, the refusal is told without it.
        let row = try? await opened.accounts.row(id: form.account.id)
        return row?.links[form.situation.system.name]?.attempt
    }

    /// Stores a password that the vendor generated; returns false only if writing it to the file failed.
    private func keep(_ password: Secret?, in file: PasswordFile?) -> Bool {
        guard let password else { return true }
        guard let file else {
            Output.message(Phrases.unkept)
            return true
        }
        do throws(WriteFailure) {
            try file.write(password)
            return true
        } catch {
            Output.message(.passwordLost(path: file.path, reason: error.reason))
            return false
        }
    }
}
