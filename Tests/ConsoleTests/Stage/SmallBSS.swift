import Accounts
import Pulling
import StrictJSON
import Synchronization

/// A BSS in memory, with a reseller and two customers to begin with.
final class SmallBSS: BSSReader {
    struct Row {
        var id: Int
        var code: String
        var name: String
        var email: String
        var parent: Int?
        var updated = 1
    }

    private struct State {
        var rows: [Row]
        var problem: BSSProblem?
        var reads = 0
        var options: [Setting] = []
    }

    private let state: Mutex<State>

    init(
        _ rows: [Row] = [
            Row(id: 12, code: "R-1", name: "Nordwind", email: "ops@nordwind.example"),
            Row(id: 13, code: "C-1", name: "O'Brien", email: "mail@obrien.example", parent: 12),
            Row(id: 14, code: "C-2", name: "Bäckerei Sonne", email: "info@sonne.example", parent: 12),
        ]
    ) { state = Mutex(State(rows: rows)) }

    /// How often it was read.
    var reads: Int { state.withLock { $0.reads } }

    func edit(_ id: Int, _ change: (inout Row) -> Void) {
        state.withLock { state in
            guard let index = state.rows.firstIndex(where: { $0.id == id }) else { return }
            change(&state.rows[index])
            state.rows[index].updated += 1
        }
    }

    func forget(_ id: Int) { state.withLock { $0.rows.removeAll { $0.id == id } } }

    /// Nothing can be read of it until the problem is nil again.
    func fail(_ problem: BSSProblem?) { state.withLock { $0.problem = problem } }

    func signIn() throws(BSSProblem) { try check() }

    func accounts(_ request: PageRequest) throws(BSSProblem) -> AccountPage {
        try check()
        return state.withLock { state in
            let sorted = state.rows.sorted { left, right in
                request.order == .updatedLast
                    ? (left.updated, left.id) > (right.updated, right.id)
                    : request.order == .createdLast ? left.id > right.id : left.id < right.id
            }
            let shown = sorted.dropFirst((request.page - 1) * request.size).prefix(request.size)
            return AccountPage(elements: shown.map(\.json), total: sorted.count)
        }
    }

    func account(_ id: AccountID) throws(BSSProblem) -> JSON? {
        try check()
        return state.withLock { $0.rows.first { "\($0.id)" == id.rawValue }?.json }
    }

    func orders(of id: AccountID) -> [JSON] { [] }

    /// Without values, as a BSS may tell them.
    func syncOptions(of id: AccountID) throws(BSSProblem) -> JSON? {
        try check()
        let options = state.withLock { $0.options }
        return .object(options.map { .init($0.name, .string($0.value)) })
    }

    func description() -> Int? { 404 }

    /// The sync options that it holds for each account.
    func hold(_ options: [Setting]) { state.withLock { $0.options = options } }

    private func check() throws(BSSProblem) {
        let problem = state.withLock { state in
            state.reads += 1
            return state.problem
        }
        if let problem { throw problem }
    }
}

extension SmallBSS.Row {
    fileprivate var json: JSON {
        .object([
            .init("id", .number("\(id)")), .init("code", .string(code)), .init("name", .string(name)),
            .init("email", .string(email)), .init("billToAccountId", .number("\(parent ?? 0)")),
            .init("resellingEnabled", .boolean(parent == nil)),
            .init("address", .object([.init("countryCode", .string("DE"))])),
            .init("createdAt", .string("2026-01-\(id)T09:00:00")),
            .init("updatedAt", .string("2026-02-01T\(updated < 10 ? "0" : "")\(updated):00:00")),
        ])
    }
}
