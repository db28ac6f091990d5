import FoundationEssentials

/// What a request asks the BSS for.
struct BSSRequest: Sendable {
    /// The parameters by their names in lower case.
    var parameters: [String: String]
    /// The address of the list, in front of the query.
    var list: String
    var query: String
    var dialect: BSSDialect
    /// Which call of its endpoint it is.
    var number: Int
    var faults: [Fault.Kind]
}

extension BSS {
    func answer(_ route: BSSRoute, _ request: BSSRequest) throws -> any Encodable {
        switch route {
        case .accounts: return try accounts(request)
        case .subscriptions: return try subscriptions(request)
        case .account(let id):
            let book = book
            guard let account = book.account(id), !request.faults.contains(.vanish) else {
                throw BSSRefusal.noAccount(id)
            }
            return AccountAnswer(account, in: book, request.dialect)
        case .syncOptions(let id, let system):
            guard book.account(id) != nil else { throw BSSRefusal.noAccount(id) }
            let options = BSSSyncOptionsAnswer()
            guard system == nil || system == options.systemCode else {
                throw BSSRefusal(status: 404, message: "There is no such system.")
            }
            return [options]
        default: throw BSSRefusal(status: 404, message: "There is no such endpoint.")
        }
    }

    private func accounts(_ request: BSSRequest) throws -> ListAnswer<AccountAnswer> {
        let query = try AccountQuery(request.parameters, filtersByUpdated: configuration.filtersByUpdated)
        if request.faults.contains(.drift) { try drift(request.number) }
        let book = book
        let seed = request.faults.contains(.unstableOrder) ? request.number : nil
        var page = book.page(query, seed: seed)
        if request.faults.contains(.doubledPage), query.place.index > 1 {
            var before = query
            before.place.index -= 1
            page.rows = book.page(before, seed: seed).rows.suffix(1) + page.rows
        }
        if request.faults.contains(.vanish), !page.rows.isEmpty { page.rows.remove(at: page.rows.count / 2) }
        return list(page, request) { AccountAnswer($0, in: book, request.dialect) }
    }

    private func subscriptions(_ request: BSSRequest) throws -> ListAnswer<SubscriptionAnswer> {
        let place = try PagePlace(request.parameters)
        let members: [String: FilterValue.Kind] = ["billingtoid": .number, "name": .text, "createdat": .moment]
        let filter = try request.parameters["$filter"]
            .map { text throws(BSSRefusal) in
                try FilterParser.parse(text, members)
            }
        let book = book
        let matches = book.subscriptions.filter { subscription in
            filter?
                .selects { name in
                    switch name {
                    case "billingtoid": .number(subscription.payer)
                    case "name": .text(subscription.name)
                    default: .moment(subscription.created)
                    }
                } ?? true
        }
        let rows = Array(matches[place.positions(of: matches.count)])
        return list(BSSPage(rows: rows, total: matches.count, place: place), request) {
            SubscriptionAnswer($0, in: book)
        }
    }

    private func list<Row, Answer: Encodable>(
        _ page: BSSPage<Row>,
        _ request: BSSRequest,
        _ answer: (Row) -> Answer
    ) -> ListAnswer<Answer> {
        var list = ListAnswer(
            data: page.rows.map(answer),
            paging: .init(totalPages: page.pages, totalRecords: page.total),
            links: .init(next: page.isLast ? nil : request.next(page.place.index + 1)),
            dialect: request.dialect
        )
        for fault in request.faults {
            switch fault {
            case .wrongPages(let pages): list.paging.totalPages = pages ?? max(page.pages - 1, 0)
            case .foreignNext(let port):
                let path = list.links.next.flatMap { URL(string: $0) }
                list.links.next = "http://localhost:\(port)/api/accounts?\(path?.query ?? "pageIndex=2")"
            default: break
            }
        }
        return list
    }
}

extension BSSRequest {
    /// The absolute URL of another page of the same list.
    fileprivate func next(_ index: Int) -> String {
        let others = FormFields.pairs(query).filter { $0.name.lowercased() != "pageindex" }
        return list + "?" + FormFields.encode([("pageIndex", String(index))] + others)
    }
}
