/// What a list is asked for: a page, an order, a filter.
struct AccountQuery: Sendable {
    enum Order: Sendable {
        case time(TimeOrder)
        /// By a text that is made of each account.
        case text(@Sendable (BSSAccount) -> String)
    }

    var filter: Filter?
    var order = Order.time(.created)
    var isDescending = false
    var place: PagePlace

    /// Reads the parameters of a request, whose names are in lower case.
    init(_ parameters: [String: String], filtersByUpdated: Bool) throws(BSSRefusal) {
        place = try PagePlace(parameters)
        if let text = parameters["$orderby"] {
            let words = text.split(separator: " ").map { $0.lowercased() }
            guard let order = words.first.flatMap(Self.order), words.count == 1 || words.dropFirst() == ["desc"] else {
                throw .badRequest("The $orderby \"\(text)\" is not understood.")
            }
            self.order = order
            isDescending = words.count == 2
        }
        if let text = parameters["$filter"] {
            var members = Self.members
            if filtersByUpdated { members["updatedat"] = .moment }
            filter = try FilterParser.parse(text, members)
        }
    }

    private static func order(_ name: String) -> Order? {
        switch name {
        case "createdat": .time(.created)
        case "updatedat": .time(.updated)
        case "name": .text { $0.name.lowercased() }
        case "code": .text { $0.code.lowercased() }
        case "email": .text { $0.email.lowercased() }
        case "creditlimit":
            // No limit is more than any; the zeros make the texts' order the numbers'.
            .text { account in account.creditLimit.map { String($0).zeroPadded(to: 19) } ?? "~" }
        default: nil
        }
    }

    private static let members: [String: FilterValue.Kind] = [
        "id": .number, "code": .text, "name": .text, "email": .text, "billtoaccountid": .number,
        "resellingenabled": .flag, "createdat": .moment,
    ]
}

extension BSSAccount {
    /// A member as filters name it.
    func member(_ name: String) -> FilterValue {
        switch name {
        case "id": .number(id)
        case "code": .text(code)
        case "name": .text(self.name)
        case "email": .text(email)
        case "billtoaccountid": payer.map { .number($0) } ?? .nothing
        case "resellingenabled": .flag(sellsOn)
        case "createdat": .moment(created)
        case "updatedat": .moment(updated)
        default: .nothing
        }
    }

    func moment(_ order: TimeOrder) -> BSSMoment { order == .created ? created : updated }
}

/// Which page of a list, and how long its pages are.
struct PagePlace: Hashable, Sendable {
    static let usualSize = 50
    static let greatestSize = 500

    /// From 1.
    var index: Int
    var size: Int

    init(_ parameters: [String: String]) throws(BSSRefusal) {
        guard let index = Self.number(parameters["pageindex"] ?? "1"), index <= 1_000_000_000 else {
            throw .badRequest("pageIndex counts from 1.")
        }
        guard let size = Self.number(parameters["pagesize"] ?? String(Self.usualSize)), size <= Self.greatestSize else {
            throw .badRequest("pageSize is from 1 to \(Self.greatestSize).")
        }
        (self.index, self.size) = (index, size)
    }

    private static func number(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }

    /// The positions of its rows in a list of so many.
    func positions(of count: Int) -> Range<Int> {
        let first = min((index - 1) * size, count)
        return first..<min(first + size, count)
    }
}
