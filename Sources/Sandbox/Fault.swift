/// A fault on request, such as `synchronize:stall`, `exists:html@2`, `synchronize:429=5x3`.
package struct Fault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No answer at all.
        case stall
        /// Nothing is executed, and the connection is closed.
        case reset
        /// Executed, but the connection is closed.
        case resetAfterExecution
        /// Nothing is executed, and the answer is 500.
        case internalError
        /// Executed, but the answer is 500.
        case internalErrorAfterExecution
        /// Executed, but the answer is a web page.
        case html
        /// Executed, but the code in the answer means nothing.
        case lyingCode
        /// Executed, but the answer comes at one byte a second.
        case drip
        /// Executed, but the answer is cut short.
        case truncate
        /// The answer is a redirect.
        case redirect
        case unauthorized
        case forbidden
        case unavailable
        /// 429, with these seconds in `Retry-After`.
        case throttled(seconds: Int)
        /// The answer takes so long in addition.
        case slow(milliseconds: Int)

        // Of the BSS only.

        /// The token expires now, which the answer says by 401, or by 500.
        case expired
        case expiredTold500
        /// The last row of the page before comes again.
        case doubledPage
        /// Before the page, an account is added, another one changed and another one deleted.
        case drift
        /// An account is missing from the answer.
        case vanish
        /// `totalPages` is so much; one too few if nil.
        case wrongPages(Int?)
        /// `links.next` points to another origin, at this port.
        case foreignNext(port: Int)
        /// Accounts of the same moment come in another order with each request.
        case unstableOrder
    }

    /// The endpoint that it applies to: for the vendor the last part of the path.
    package let endpoint: String
    package let kind: Kind
    /// The calls that it applies to, counted from 1.
    package let calls: ClosedRange<Int>

    /// Why a text does not name a fault.
    package struct Problem: Error, CustomStringConvertible {
        package let text: String
        package var description: String {
            "\"\(text)\" names no fault: write ENDPOINT:FAULT, with @N for the Nth call or xN for the first N, and one of "
                + Fault.names.map(\.0).joined(separator: ", ") + ", 429=SECONDS, slow=MILLISECONDS; for the BSS also "
                + Fault.namesOfBSS.map(\.0).joined(separator: ", ") + ", wrong-pages=N, foreign-next=PORT"
        }
    }

    private static let names: [(String, Kind)] = [
        ("stall", .stall), ("reset", .reset), ("reset-after-execution", .resetAfterExecution), ("500", .internalError),
        ("500-after-execution", .internalErrorAfterExecution), ("html", .html), ("lying-code", .lyingCode),
        ("drip", .drip), ("truncate", .truncate), ("redirect", .redirect), ("401", .unauthorized), ("403", .forbidden),
        ("503", .unavailable),
    ]

    private static let namesOfBSS: [(String, Kind)] = [
        ("expired", .expired), ("expired-500", .expiredTold500), ("doubled-page", .doubledPage), ("drift", .drift),
        ("vanish", .vanish), ("wrong-pages", .wrongPages(nil)), ("foreign-next", .foreignNext(port: 9)),
        ("unstable-order", .unstableOrder),
    ]

    package init(_ text: String) throws(Problem) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { throw Problem(text: text) }
        endpoint = parts[0].lowercased()
        var name = String(parts[1])
        var calls = 1...Int.max
        if let at = name.lastIndex(of: "@"), let number = Int(name[name.index(after: at)...]), number > 0 {
            calls = number...number
            name = String(name[..<at])
        } else if let times = name.lastIndex(of: "x"), let number = Int(name[name.index(after: times)...]), number > 0 {
            calls = 1...number
            name = String(name[..<times])
        }
        self.calls = calls
        guard let kind = Self.kind(name), kind.fits(endpoint) else { throw Problem(text: text) }
        self.kind = kind
    }

    private static func kind(_ name: String) -> Kind? {
        if name == "429" { return .throttled(seconds: 1) }
        if let known = (names + namesOfBSS).first(where: { $0.0 == name }) { return known.1 }
        let parts = name.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[1]), number >= 0 else { return nil }
        return switch parts[0] {
        case "429": .throttled(seconds: number)
        case "slow": number <= 3_600_000 ? .slow(milliseconds: number) : nil
        case "wrong-pages": .wrongPages(number)
        case "foreign-next": number <= 65_535 ? .foreignNext(port: number) : nil
        default: nil
        }
    }
}

extension Fault.Kind {
    /// Whether a fault can befall an endpoint; every endpoint that the BSS does not have may be a vendor's.
    fileprivate func fits(_ endpoint: String) -> Bool {
        let isBSS = BSSRoute.endpoints.contains(endpoint)
        return switch self {
        case .resetAfterExecution, .internalErrorAfterExecution, .lyingCode: !isBSS
        case .expired, .expiredTold500: isBSS && endpoint != "token"
        case .vanish: endpoint == "accounts" || endpoint == "account"
        case .doubledPage, .drift, .wrongPages, .foreignNext, .unstableOrder: endpoint == "accounts"
        default: true
        }
    }

    /// Whether it leaves an answer to be given, so that others can befall the same call.
    var leavesAnAnswer: Bool {
        switch self {
        case .slow, .doubledPage, .drift, .vanish, .wrongPages, .foreignNext, .unstableOrder: true
        default: false
        }
    }
}
