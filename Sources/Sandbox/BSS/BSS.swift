import Foundation
import Synchronization

/// The BSS behind the wire: its book, and who may read it.
final class BSS: Sendable {
    /// So far below the end of the integers that ids can be counted on from it.
    private static let greatestID = 1_000_000_000_000

    let configuration: BSSConfiguration
    private let file: EventFile<BSSBook.Event>
    private let inside: Mutex<Inside>

    private struct Inside {
        var book: BSSBook
        var tokens = Tokens()
    }

    init(_ configuration: BSSConfiguration) throws {
        self.configuration = configuration
        let name =
            switch configuration.book {
            case .accounts: "given"
            case .generated(let count): "\(count) generated"
            }
        file = EventFile(configuration.stateFile, heading: #"{"accounts":"\#(name)","sandbox":"bss","version":1}"#)
        var book = BSSBook(configuration.book)
        try file.replay { book.apply($0) }
        inside = Mutex(Inside(book: book))
    }

    /// The book as it is now.
    var book: BSSBook { inside.withLock { $0.book } }

    func issueToken() -> String { inside.withLock { $0.tokens.issue(for: configuration.tokenLifetime) } }

    func end(_ token: String, toldBy500: Bool) { inside.withLock { $0.tokens.end(token, toldBy500: toldBy500) } }

    /// The HTTP status that refuses a token; nil if it is good.
    func refusal(of token: String?) -> Int? { inside.withLock { $0.tokens.refusal(of: token) } }

    func change(_ id: Int, _ change: (inout BSSAccount, BSSBook) throws -> Void) throws -> BSSAccount {
        try inside.withLock { inside in
            guard var account = inside.book.account(id) else { throw BSSRefusal.noAccount(id) }
            try change(&account, inside.book)
            account.updated = inside.book.nextMoment(now: .now)
            try happen(.written(account: account), &inside.book)
            return account
        }
    }

    /// Adds an account, with an id of its own unless one is wanted that is free.
    func add(id wanted: Int?, _ change: (inout BSSAccount, BSSBook) throws -> Void) throws -> BSSAccount {
        try inside.withLock { inside in
            let id = wanted ?? inside.book.nextID
            guard (1...Self.greatestID).contains(id) else { throw BSSRefusal.badRequest("The id is out of range.") }
            guard inside.book.account(id) == nil else {
                throw BSSRefusal(status: 409, message: "There is an account \(id).")
            }
            let now = inside.book.nextMoment(now: .now)
            var account = BSSAccount(id: id, code: "N-\(id)", name: "New account \(id)", created: now)
            try change(&account, inside.book)
            try happen(.written(account: account), &inside.book)
            return account
        }
    }

    func delete(_ id: Int) throws {
        try inside.withLock { inside in
            guard inside.book.account(id) != nil else { throw BSSRefusal.noAccount(id) }
            try happen(.deleted(id: id), &inside.book)
        }
    }

    func order(_ id: Int, name: String, quantity: Int) throws -> BSSSubscription {
        try inside.withLock { inside in
            guard inside.book.account(id) != nil else { throw BSSRefusal.noAccount(id) }
            let subscription = BSSSubscription(
                id: UUID().uuidString.lowercased(),
                name: name,
                quantity: quantity,
                payer: id,
                created: inside.book.nextMoment(now: .now)
            )
            try happen(.ordered(subscription: subscription), &inside.book)
            return subscription
        }
    }

    private func happen(_ event: BSSBook.Event, _ book: inout BSSBook) throws {
        try file.keep(event)
        book.apply(event)
    }
}
