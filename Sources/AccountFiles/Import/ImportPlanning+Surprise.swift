package import Accounts

extension ImportPlanning {
    /// Whether nothing may be written.
    package var isHeld: Bool { plan.held != nil }

    /// Holds the import if more would change than the limits allow.
    package mutating func hold(
        _ source: inout some RowSource,
        over limits: SurpriseLimits
    ) throws(Book.Failure) {
        var (moved, blanked) = (Found<Candidate>(), Found<Candidate>())
        for (index, candidate) in hierarchy.candidates.enumerated()
        where !candidate.isNew && !hierarchy.isRefused(index) {
            if candidate.changesParent { moved.add(candidate) }
            if candidate.blanks { blanked.add(candidate) }
        }
        var vanished = Found<OwnedAccount>()
        try forEachUnseen { account, unseen in
            if account.unseen == 0, unseen > 0 { vanished.add(account) }
        }
        guard moved.count + blanked.count + vanished.count > 0 else { return }
        var surprise = Surprise(known: try book.count(), limits: limits, parts: [])
        for (kind, count) in [(.moved, moved.count), (.blanked, blanked.count), (.vanished, vanished.count)]
            as [(Surprise.Kind, Int)] where count > 0
        {
            let isTooMuch = limits.areExceeded(by: count, of: surprise.known)
            surprise.parts.append(Surprise.Part(kind: kind, count: count, isTooMuch: isTooMuch, examples: []))
        }
        guard surprise.parts.contains(where: \.isTooMuch) else { return }
        for place in surprise.parts.indices {
            var examples: [Surprise.Example?] = []
            switch surprise.parts[place].kind {
            case .moved: for candidate in moved.first { examples.append(try move(candidate)) }
            case .blanked: for candidate in blanked.first { examples.append(try blank(candidate, &source)) }
            case .vanished: for account in vanished.first { examples.append(try vanishing(account)) }
            }
            surprise.parts[place].examples = examples.compactMap(\.self)
        }
        plan.held = surprise
    }

    private mutating func move(_ candidate: Candidate) throws(Book.Failure) -> Surprise.Example {
        Surprise.Example(
            code: candidate.account.code,
            column: .parentCode,
            before: try hierarchy.code(of: candidate.old?.parent),
            after: try hierarchy.code(of: candidate.account.parent)
        )
    }

    private func blank(
        _ candidate: Candidate,
        _ source: inout some RowSource
    ) throws(Book.Failure) -> Surprise.Example? {
        guard let row = source.row(at: candidate.position), let old = try book.account(id: candidate.account.id),
            let column = Account.Column.allCases.first(where: {
                $0.isPlain && row.values[$0]?.isEmpty == true && !old[$0].isEmpty
            })
        else { return nil }
        return Surprise.Example(code: candidate.account.code, column: column, before: old[column], after: "")
    }

    private func vanishing(_ account: OwnedAccount) throws(Book.Failure) -> Surprise.Example {
        Surprise.Example(code: account.code, before: try book.account(id: account.id)?.name ?? "", after: "")
    }
}

/// How many there are, and the first few of them.
private struct Found<Element> {
    private(set) var count = 0
    private(set) var first: [Element] = []

    mutating func add(_ element: Element) {
        count += 1
        if first.count < Surprise.mostExamples { first.append(element) }
    }
}
