import Accounts
import Synchronizing
import Telling
import Workspace

/// What is to be explained.
enum WhyQuestion: Hashable, Sendable {
    /// The state of an account on a system; on all of them if none is named.
    case state(AccountID, on: SystemName?)
    /// What a form is filled in with for a field; nil is the parent.
    case field(SyncForm, FieldID?)
    case pause(SystemName)
}

extension EffectRunner {
    func explain(_ question: WhyQuestion) async throws(StoreFailure) {
        let synchronizer = workspace.synchronizer
        switch question {
        case .state(let account, let name):
            guard let row = try await workspace.accounts.row(id: account) else {
                return post(.told(.accountGone(account)))
            }
            var explanations: [Explanation] = []
            for system in try await workspace.systems.systems()
            where name == nil ? !system.isDisabled || row.links[system.name] != nil : system.name == name {
                explanations.append(try await synchronizer.explanation(of: row, on: system))
            }
            post(.explained(question, explanations))
        case .field(let form, let field):
            guard let row = try await workspace.accounts.row(id: form.account.id) else {
                return post(.told(.accountGone(form.account.id)))
            }
            post(.explained(question, [try await synchronizer.explanation(of: field, in: form, of: row)]))
        case .pause(let name):
            guard let system = try await system(name) else { return }
            let explanation = try await synchronizer.explanation(ofPauseOf: system)
            post(.explained(question, [explanation].compactMap(\.self)))
        }
    }
}
