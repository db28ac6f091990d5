import Accounts
import Synchronization
import Synchronizing
import Telling
import Workspace

extension Workspace {
    /// The ids of the accounts that a list of codes names, in its order; refuses a list that names others.
    func ids(named list: CodeList) async throws -> [AccountID] {
        let pass = CodePass(list)
        try await accounts.eachListedPortion(of: AccountQuery(order: .code)) { rows in
            pass.see(rows)
            return true
        }
        let (result, ids) = pass.end
        guard result.missing.isEmpty, result.ambiguous.isEmpty, !ids.isEmpty else {
            throw CommandProblem.unknownCodes(result)
        }
        return ids
    }
}

/// One pass over the codes of a book, in portions.
private final class CodePass: Sendable {
    private let state: Mutex<(search: CodeSearch, ids: [AccountID])>

    init(_ list: CodeList) { state = Mutex((CodeSearch(list), [])) }

    func see(_ rows: ListedPortion) {
        state.withLock { state in
            for place in rows.indices {
                let code = Array(rows.bytes[rows.range(of: .code, at: place)])
                guard state.search.see(code, at: state.ids.count) else { continue }
                state.ids.append(AccountID(rows.text(.id, at: place)))
            }
        }
    }

    var end: (result: CodeSearch.Result, ids: [AccountID]) {
        state.withLock { state in
            let result = state.search.result
            return (result, result.places.map { state.ids[$0] })
        }
    }
}
