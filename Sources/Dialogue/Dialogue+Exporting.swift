import Accounts
import Synchronizing
import Telling
import Workspace

/// What is listed, as a file.
extension Dialogue {
    func export(_ filter: AccountFilter, to name: String) async {
        var name = name
        if name.isEmpty { name = await voice.ask(DialogueWords.fileName)?.trimmed ?? "" }
        guard !name.isEmpty else { return }
        do {
            let file = try OutputFile(name)
            if file.isThere {
                guard await confirms(ExportWords.replace(name), yes: ExportWords.replaceYes) else { return }
            }
            let keys = try await workspace.accounts.list(query(filter)).entries.filter(\.isMatch).map(\.key)
            let count = try await workspace.export(keys, on: system?.name, to: file) { $0.told(on: $1) }
            say(.exported(count, to: name))
        } catch let problem as OutputFile.Problem {
            say(Notice(problem))
        } catch let failure as StoreFailure {
            say(Notice(failure))
        } catch let failure as WriteFailure {
            say(.notExported(to: name, reason: failure.reason))
        } catch {
            say(.notExported(to: name, reason: "\(error)"))
        }
    }

    /// What the list asks for.
    func query(_ filter: AccountFilter, limit: Int? = nil) -> AccountQuery {
        AccountQuery(filter: filter, order: filter.isEmpty ? .tree : .code, system: system?.name, limit: limit)
    }
}
