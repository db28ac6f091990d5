import Accounts

/// What is known of a row that has a problem.
struct RowName {
    var place: FilePlace
    var code: AccountCode?
    var id: AccountID?

    init(_ place: FilePlace, code: String? = nil, id: String? = nil) {
        self.place = place
        // A text that cannot be a code names nothing; the problem of its column says why.
        self.code = code.flatMap { try? AccountCode(reading: $0) }
        self.id = id.flatMap { try? AccountID(reading: $0) }
    }

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        problem(kind, named: column?.rawValue)
    }

    func problem(_ kind: RowProblem.Kind, named column: String?) -> RowProblem {
        RowProblem(place: place, column: column, code: code, id: id, kind: kind)
    }
}
