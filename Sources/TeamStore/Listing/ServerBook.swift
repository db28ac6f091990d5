import Accounts
import StoredForms
import Synchronizing

/// The accounts as one transaction of the server sees them.
///
/// A book that is not too large is read at once when it is first asked for an account: a question for each row of a file
/// would be a way to the server for each.
class ServerBook: AccountBook {
    let session: Session
    private let path: String
    private var known: Known?
    private var isTooLarge = false
    /// What was said to be asked for next, and what was found of it: the last two, since the next is said before this one is
    /// looked at.
    private var expected: [Expected] = []
    /// What the server is asked for meanwhile.
    private var coming: Expected?
    /// What was answered stays so for whoever asks again: whether it is still true shows in the end.
    private var fixed: [AccountID: Bool] = [:]
    /// What an error inside was, since a book throws only what it means; it may be about something that was begun
    /// before.
    private(set) var failure: SessionFailure?

    private struct Known {
        var byID: [AccountID: Account] = [:]
        var byCode: [AccountCode: AccountID] = [:]
        var customers: [AccountID: [AccountID]] = [:]
        var fixed: Set<AccountID> = []
    }

    /// Accounts that were asked for together.
    private struct Expected {
        private var accounts: [Account] = []
        /// The places of the accounts that were asked for, or found beside them; -1 where there is none.
        private var codes: [AccountCode: Int]
        private var ids: [AccountID: Int]

        init(_ codes: [AccountCode], _ ids: [AccountID]) {
            self.codes = Dictionary(codes.map { ($0, -1) }) { first, _ in first }
            self.ids = Dictionary(ids.map { ($0, -1) }) { first, _ in first }
        }

        mutating func add(_ account: Account) {
            codes[account.code] = accounts.count
            ids[account.id] = accounts.count
            accounts.append(account)
        }

        /// The account with a code, if that was asked for; nil inside if there is none.
        func account(_ code: AccountCode) -> Account?? { codes[code].map { $0 < 0 ? nil : accounts[$0] } }

        func account(_ id: AccountID) -> Account?? { ids[id].map { $0 < 0 ? nil : accounts[$0] } }
    }

    /// `most`: the most accounts that are read at once.
    init(_ session: Session, path: String, most: Int = 100_000) {
        (self.session, self.path, self.most) = (session, path, most)
    }

    private let most: Int
    private static let fixing = SyncState.sqlList(where: \.holdsClaim)

    func expect(codes: [AccountCode], ids: [AccountID]) throws(StoreFailure) {
        try failing {
            guard try read() == nil, !codes.isEmpty || !ids.isEmpty else { return }
            try takeComing()
            // Both spellings of an id are equal here, and two for the server.
            let others = ids.compactMap { id in
                let other = id.rawValue.decomposed
                return other.utf8.elementsEqual(id.rawValue.utf8) ? nil : other
            }
            try session.ask(
                Question(
                    "SELECT \(Account.quickColumns) FROM accounts WHERE code = ANY($1::text[]) OR id = ANY($2::text[])",
                    [ArrayValue(codes), ArrayValue(ids.map(\.rawValue) + others)]
                )
            )
            coming = Expected(codes, ids)
        }
    }

    private func takeComing() throws {
        guard var found = coming else { return }
        coming = nil
        guard let rows = try session.heard().last else { return }
        for number in 0..<Int32(rows.count) {
            found.add(try Account(rows, number))
        }
        expected = expected.suffix(1) + [found]
    }

    /// What was found of an account; nil if nobody announced that it would be asked for.
    private func found(_ account: (Expected) -> Account??) throws -> Account?? {
        for known in expected.reversed() { if let found = account(known) { return found } }
        guard let coming, account(coming) != nil else { return nil }
        try takeComing()
        return expected.last.flatMap(account)
    }

    func account(code: AccountCode) throws(StoreFailure) -> Account? {
        try failing {
            if let known = try read() { return known.byCode[code].flatMap { known.byID[$0] } }
            if let found = try found({ $0.account(code) }) { return found }
            return try session.first(.accounts, "WHERE code = $1", [code]).map(Account.init)
        }
    }

    func account(id: AccountID) throws(StoreFailure) -> Account? {
        try failing {
            if let known = try read() { return known.byID[id] }
            if let found = try found({ $0.account(id) }) { return found }
            return try session.first(.accounts, "WHERE id = $1", [id]).map(Account.init)
        }
    }

    func customers(of account: AccountID) throws(StoreFailure) -> [AccountID] {
        try failing {
            if let known = try read() { return known.customers[account] ?? [] }
            let sql = "SELECT id FROM accounts WHERE parent = $1 ORDER BY code"
            return try session.map(.accounts, sql, [account]) { try $0.word("id") }
        }
    }

    func isFixed(_ account: AccountID) throws(StoreFailure) -> Bool {
        try failing {
            if let known = try read() { return known.fixed.contains(account) }
            if let answered = fixed[account] { return answered }
            let isFixed = try !session.fixed(among: [account]).isEmpty
            fixed[account] = isFixed
            return isFixed
        }
    }

    func count() throws(StoreFailure) -> Int { try failing { try session.count("SELECT count(*) FROM accounts") } }

    func ownedByBSS(after id: AccountID?, limit: Int) throws(StoreFailure) -> [OwnedAccount] {
        try failing { try session.ownedByBSS(after: id, limit: limit) }
    }

    private func read() throws -> Known? {
        if known != nil || isTooLarge { return known }
        isTooLarge = try session.count("SELECT count(*) FROM accounts") > most
        guard !isTooLarge else { return nil }
        var read = Known()
        for account in try session.map(
            .accounts,
            "SELECT \(Account.quickColumns) FROM accounts ORDER BY code",
            [],
            Account.init
        ) {
            read.byID[account.id] = account
            read.byCode[account.code] = account.id
            if let parent = account.parent { read.customers[parent, default: []].append(account.id) }
        }
        let sql = "SELECT DISTINCT account FROM links WHERE state IN (\(Self.fixing))"
        read.fixed = Set(try session.map(.links, sql) { try $0.word("account") })
        known = read
        return read
    }

    func failing<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try body()
        } catch {
            if let failure = error as? SessionFailure { self.failure = failure }
            throw StoreFailure(error, book: path)
        }
    }
}

extension Session {
    /// The accounts of these whose type and parent can no longer change.
    func fixed(among accounts: [AccountID]) throws -> Set<AccountID> {
        let states = SyncState.sqlList(where: \.holdsClaim)
        return Set(
            try map(
                .links,
                "SELECT DISTINCT account FROM links WHERE account = ANY($1::text[]) AND state IN (\(states))",
                [ArrayValue(accounts)]
            ) { try $0.word("account") }
        )
    }
}
