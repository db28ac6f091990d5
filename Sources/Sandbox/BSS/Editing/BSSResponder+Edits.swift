import Foundation
import NIOHTTP1

/// The page by which a person changes accounts, and the same for programs in JSON.
extension BSSResponder {
    /// The most accounts that are shown at once.
    private static var greatestWhole: Int { 100_000 }

    func edit(_ request: Request, _ route: BSSRoute, _ body: String) throws -> Response {
        // A page of another origin must not change anything behind the back of whoever looks at it.
        if let origin = request["Origin"], origin != "http://\(request.authority)" {
            throw BSSRefusal(status: 403, message: "The request comes from another origin.")
        }
        let isJSON = request["Content-Type"]?.lowercased().hasPrefix("application/json") == true
        switch (request.method, route) {
        case (.GET, .page):
            let parameters = FormFields.parse(request.query ?? "")
            let search = AccountSearch(text: parameters["q"] ?? "", page: Int(parameters["page"] ?? "") ?? 1)
            return .page(AccountsPage(search, bss.book).html)
        case (.GET, .everything):
            let book = bss.book
            guard book.count <= Self.greatestWhole else { throw BSSRefusal.badRequest("There are too many accounts.") }
            let accounts = (0..<book.count).compactMap { book.account(book.byCreation[$0]) }
            return .json(try sortedJSON(accounts.map { AccountAnswer($0, in: book, .three) }))
        case (.DELETE, .change(let id)):
            try bss.delete(id)
            return Response(status: .noContent)
        case (.POST, .change(let id)):
            var change = try AccountChange(body, isJSON: isJSON)
            let back = change.take("back")
            if change.take("delete")?.isEmpty == false {
                try bss.delete(id)
                return isJSON ? Response(status: .noContent) : Self.back(to: back)
            }
            let account = try bss.change(id) { account, book in try change.apply(to: &account, in: book) }
            return isJSON ? try json(account) : Self.back(to: back)
        case (.POST, .addition):
            var change = try AccountChange(body, isJSON: isJSON)
            let id = change.take("id").flatMap { Int($0) }
            _ = change.take("back")
            let account = try bss.add(id: id) { account, book in try change.apply(to: &account, in: book) }
            return isJSON ? try json(account, .created) : Self.back(to: "q=" + account.code)
        case (.POST, .order(let id)):
            var change = try AccountChange(body, isJSON: isJSON)
            let subscription = try bss.order(
                id,
                name: change.take("product") ?? "Dropbox Business Standard",
                quantity: change.take("quantity").flatMap { Int($0) } ?? 3
            )
            guard isJSON else { return Self.back(to: change.take("back")) }
            return .json(try sortedJSON(SubscriptionAnswer(subscription, in: bss.book)), .created)
        default: throw BSSRefusal(status: 405, message: "The method is not allowed here.")
        }
    }

    private func json(_ account: BSSAccount, _ status: HTTPResponseStatus = .ok) throws -> Response {
        .json(try sortedJSON(AccountAnswer(account, in: bss.book, .three)), status)
    }

    /// Sends a browser back to the list where it was; the query is encoded anew, so that it is nothing else.
    private static func back(to query: String?) -> Response {
        let fields = FormFields.encode(FormFields.pairs(query ?? ""))
        return Response(status: .seeOther, headers: ["Location": fields.isEmpty ? "/bss" : "/bss?\(fields)"])
    }
}
