import Accounts
import StoredForms
import Synchronizing

/// What is read for each send, together with what is read for others of this process at the moment.
final class JointReads: Sendable {
    struct Item: Hashable {
        var account: AccountID
        var system: SystemName
        /// The email that others may have.
        var email = ""
    }

    let situations: JointQuestions<Item, Situation?>
    let emailUses: JointQuestions<Item, [AccountOnSystem]>
    let homes: JointQuestions<Void, HomeReading>

    init(_ line: Line) {
        situations = JointQuestions(line) { line, items in
            let found = try Self.found(items, line) { session, system, items in
                let situations = try session.situations(of: Array(items.keys), on: system)
                return Dictionary(situations.map { ($0.account.id, $0) }, uniquingKeysWith: { first, _ in first })
            }
            return items.map { found[$0] }
        }
        emailUses = JointQuestions(line) { line, items in
            let found = try Self.found(items, line) { session, system, items in
                try session.emailUses(of: items.mapValues(\.email), on: system)
            }
            return items.map { found[$0] ?? [] }
        }
        homes = JointQuestions(line) { line, asked in
            let reading = try line.read(HomeReading.find)
            return asked.map { reading }
        }
    }

    /// What is found about items, with one question for the accounts of a system.
    private static func found<Value>(
        _ items: [Item],
        _ line: Line,
        _ find: (Session, SystemName, [AccountID: Item]) throws -> [AccountID: Value]
    ) throws -> [Item: Value] {
        try line.read { session in
            var (left, found) = (Set(items), [Item: Value]())
            while let system = left.first?.system {
                // An account that is asked about in two ways comes once more.
                let asked = Dictionary(left.filter { $0.system == system }.map { ($0.account, $0) }) { one, _ in one }
                let values = try find(session, system, asked)
                for (account, item) in asked { found[item] = values[account] }
                left.subtract(asked.values)
            }
            return found
        }
    }
}
