/// One step from a version of the schema to the next, in one transaction; a step that was shipped is never changed.
struct Migration: Sendable {
    /// The book's version after the migration.
    let version: Int
    /// The least version of the schema that a program must know to use the book afterwards.
    let leastKnown: Int
    /// The statements, literally.
    let sql: String

    /// All migrations, in order; a new one is added at the end.
    static let all: [Migration] = [
        .tables, .runs, .homes, .closing, .members, .approvals, .scopes, .sealing, .together, .following, .owing,
        .sweeping, .guarding, .narrowing,
    ]
}
