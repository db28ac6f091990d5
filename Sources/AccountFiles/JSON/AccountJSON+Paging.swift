import StrictJSON

/// What a list says of itself besides its accounts: whether it is complete.
extension AccountJSON {
    static func warning(_ list: JSON, _ count: Int) -> FileWarning? {
        func value(_ names: [String]) -> JSON? { names.lazy.compactMap { list["paging"]?[$0] ?? list[$0] }.first }
        func number(_ names: [String]) -> Int? { value(names)?.text.flatMap { Int($0) } }
        if let total = number(pageCounts), total > 1 { return .page(number(pageNumbers), of: total) }
        if let records = number(recordCounts), records > count { return .part(count, of: records) }
        // A count that cannot be read does not show that the list is complete.
        let unreadable = [pageCounts, recordCounts].contains { value($0)?.text != nil && number($0) == nil }
        return unreadable || namesNextPage(list) ? .morePages : nil
    }

    private static let pageCounts = ["totalPages", "pageCount"]
    private static let pageNumbers = ["page", "pageIndex", "pageNumber", "currentPage"]
    private static let recordCounts = ["totalRecords", "totalCount"]

    /// Whether there is a link to a next page in any of the usual places: a text, an object, or an entry of a list with
    /// that relation.
    private static func namesNextPage(_ list: JSON) -> Bool {
        [list, list["paging"]].compactMap(\.self)
            .contains { place in
                let next = [place["next"], place["nextLink"], place["@odata.nextLink"], place["links"]?["next"]]
                let relations = place["links"]?.elements ?? []
                return next.contains { $0?.isSomething == true } || place["hasMore"]?.truth == true
                    || relations.contains { $0["rel"]?.text?.lowercased() == "next" }
            }
    }
}

extension JSON {
    /// Whether the value says anything: not null, not false, not empty.
    fileprivate var isSomething: Bool {
        switch self {
        case .null, .boolean(false), .string(""): false
        default: true
        }
    }
}
