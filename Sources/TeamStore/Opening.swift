package import Accounts
import StoredForms
package import Synchronizing

/// What is known of a book once it is open, all of it asked at once: a network may take longer than the server.
package struct Opening: Sendable {
    package let workspace: WorkspaceID
    package let closing: Closing?
    package let home: HomeReading
    /// Whether a process has died that was sending, or had items of a run.
    package let isAbandoned: Bool
    let membership: Membership

    /// Nil if the server refuses any of it: there is no book, or an earlier one, or the login may not ask for all of this;
    /// what is asked step by step tells which.
    static func find(_ line: Line, book: String) throws -> Opening? {
        do {
            return try line.read { session in
                let answers = try session.run(together: statements(Home.Place.selection(server: true, timeline: true)))
                guard let row = answers[0].stored(.workspace).first else { return nil }
                return try Schema.requireKnown(row, book: book) < Schema.known ? nil : try Opening(answers)
            }
        } catch SessionFailure.refused(let refusal) where !refusal.endsSession {
            return nil
        }
    }

    /// The same of a book of which it is known that it can be opened; nil if the login is not a member.
    static func look(_ line: Line) throws -> Opening? {
        try line.read { session in
            try Opening(session.run(together: statements(session.placeSelection())))
        }
    }

    private static func statements(_ place: String) -> [Question] {
        [Question("SELECT * FROM account_sync.workspace"), Question(Membership.selection)]
            + HomeReading.questions(place) + [Question("\(TeamStore.abandoned) LIMIT 1")]
    }

    private init?(_ answers: [ServerRows]) throws {
        guard let row = answers[0].stored(.workspace).first,
            let membership = answers[1].only.flatMap({ Membership($0) })
        else { return nil }
        self.membership = membership
        workspace = try row.word("id")
        closing = try Closing(row: row)
        home = try HomeReading(Array(answers[2..<5]))
        isAbandoned = answers[5].count > 0
    }
}
