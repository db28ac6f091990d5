package import Accounts
package import StrictJSON

/// A page of the BSS's accounts, or of another list of it, that is to be asked for.
package struct PageRequest: Hashable, Sendable, Codable {
    package enum Order: String, Hashable, Sendable, Codable {
        case created = "createdAt"
        case createdLast = "createdAt desc"
        case updatedLast = "updatedAt desc"
    }

    /// Counted from 1.
    package var page: Int
    package var size: Int
    package var order: Order?
    package var filter: String?

    package init(page: Int, size: Int, order: Order? = nil, filter: String? = nil) {
        (self.page, self.size, self.order, self.filter) = (page, size, order, filter)
    }
}

/// A page as it came.
package struct AccountPage: Sendable {
    package var elements: [JSON]
    /// How many there are in all, if the BSS says so.
    package var total: Int?

    package init(elements: [JSON], total: Int? = nil) { (self.elements, self.total) = (elements, total) }
}

/// The port to a BSS that is read; nothing is ever written to it.
package protocol BSSReader: Sendable {
    /// Signs in, and nothing else.
    func signIn() async throws(BSSProblem)

    func accounts(_ request: PageRequest) async throws(BSSProblem) -> AccountPage

    /// One account as it is now; nil if the BSS has none with that id.
    func account(_ id: AccountID) async throws(BSSProblem) -> JSON?

    /// The latest orders that are billed to an account, at most a page of them.
    func orders(of id: AccountID) async throws(BSSProblem) -> [JSON]

    /// The sync options that the BSS holds for an account; nil if it does not tell.
    func syncOptions(of id: AccountID) async throws(BSSProblem) -> JSON?

    /// The HTTP status of the page on which the deployment describes its own API; nil if nothing came back.
    func description() async -> Int?
}

/// Why the BSS could not be read.
package enum BSSProblem: Error, Hashable, Sendable {
    /// No client can be made for it as it is registered.
    case unusable(Unusable)
    case notSent(Unsent)
    case broken(Break)
    /// It does not accept the client's or the user's credentials; its own word for it, such as `invalid_grant`.
    case signInRefused(status: Int, word: String)
    /// Its answer to signing in has no usable token.
    case noToken
    /// It does not accept a token that it has just given: another program may sign in as the same user.
    case tokenRefused
    /// It forbids what was asked: the user has no right to it.
    case forbidden
    /// It still asks us to come later, after all waits.
    case busy(status: Int)
    /// An answer with another status, and what it says.
    case status(Int, message: String)
    case unreadable(Unreadable)
    /// The answer holds no list.
    case noList
    /// It gives the same accounts again and again, whatever page is asked for.
    case samePage
}
