import Pulling
import StrictJSON

extension AccountPage {
    /// Reads a list in either shape: an object with `data` and `paging`, or the bare array of older versions.
    init(_ json: JSON) throws(BSSProblem) {
        if let elements = json.elements {
            self.init(elements: elements)
            return
        }
        guard let elements = json["data"]?.elements else { throw .noList }
        let paging = json["paging"]
        let total = ["totalRecords", "totalCount"].lazy.compactMap { paging?[$0]?.text.flatMap { Int($0) } }.first
        self.init(elements: elements, total: total)
    }
}

extension PageRequest {
    var query: [(String, String)] {
        var query = [("pageIndex", "\(page)"), ("pageSize", "\(size)")]
        if let filter { query.append(("$filter", filter)) }
        if let order { query.append(("$orderby", order.rawValue)) }
        return query
    }
}
