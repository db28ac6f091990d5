import Accounts
import Testing

@testable import AccountFiles

/// What holds of a book holds of the book and a file together: a parent is a reseller, nothing stands above itself, a code and an id
/// are one account's, and what may be at a vendor keeps its type and its parent.
@Suite struct BookInvariantTests {
    private static let book: [Account] = [
        Account(id: "1", code: "R-1", name: "r1", kind: .reseller),
        Account(id: "2", code: "R-2", name: "r2", kind: .reseller, parent: "1"),
        Account(id: "3", code: "R-3", name: "r3", kind: .reseller),
        Account(id: "11", code: "C-1", name: "c1", kind: .endCustomer, parent: "1"),
        Account(id: "12", code: "C-2", name: "c2", kind: .endCustomer, parent: "2"),
        Account(id: "13", code: "D-1", name: "d1", kind: .directCustomer),
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rows: String
        /// What is refused, by line.
        var refused: [Int: RowProblem.Kind] = [:]
        /// The kind and the parent's code of accounts afterwards.
        var after: [AccountCode: String] = [:]
        var locked: Set<AccountID> = []
    }

    static let cases: [Case] = [
        Case(
            testDescription: "a reseller with customers in the book",
            rows: "R-1,Northern,customer",
            refused: [2: .hasCustomers("C-1")]
        ),
        Case(
            testDescription: "a reseller with a customer in the file alone",
            rows: "R-3,x,customer,\nN-1,n,customer,R-3",
            refused: [3: .parentNoReseller("R-3")],
            after: ["R-3": "direct customer "]
        ),
        Case(
            testDescription: "a reseller whose customer says the same as before",
            rows: "R-2,x,customer,R-1\nC-2,c2,customer,R-2",
            refused: [2: .hasCustomers("C-2")]
        ),
        Case(
            testDescription: "a reseller whose customers move away",
            rows: "R-2,x,customer,R-1\nC-2,c2,customer,R-1",
            after: ["R-2": "end customer R-1", "C-2": "end customer R-1"]
        ),
        Case(
            testDescription: "a reseller whose customers would move away, but cannot",
            rows: "R-2,x,customer,R-1\nC-2,c2,customer,NOBODY",
            refused: [2: .hasCustomers("C-2"), 3: .unknownParent("NOBODY")]
        ),
        Case(
            testDescription: "a reseller whose customer is fixed",
            rows: "R-2,x,customer,R-1\nC-2,c2,customer,R-1",
            refused: [2: .hasCustomers("C-2"), 3: .fixedParent],
            locked: ["12"]
        ),
        Case(
            testDescription: "a customer that becomes a reseller and gets customers",
            rows: "N-1,n,customer,D-1\nD-1,d,reseller,",
            after: ["D-1": "reseller ", "N-1": "end customer D-1"]
        ),
        Case(
            testDescription: "a customer that may not become a reseller, and what would be below it",
            rows: "N-1,n,customer,D-1\nN-2,n,customer,N-3\nN-3,n,reseller,D-1\nD-1,d,reseller,",
            refused: [
                2: .parentRefused("D-1"), 3: .parentRefused("N-3"), 4: .parentRefused("D-1"),
                5: .fixedType(.directCustomer),
            ],
            locked: ["13"]
        ),
        Case(
            testDescription: "below a known reseller whose row is refused",
            rows: "R-3,,reseller,\nN-1,n,customer,R-3",
            refused: [2: .missing],
            after: ["N-1": "end customer R-3"]
        ),
        Case(
            testDescription: "a parent in the book that is a customer",
            rows: "N-1,n,customer,D-1",
            refused: [2: .parentNoReseller("D-1")]
        ),
        Case(testDescription: "a cycle over file and book", rows: "R-1,r1,reseller,R-2", refused: [2: .cycle]),
        Case(testDescription: "itself", rows: "R-1,r1,reseller,R-1", refused: [2: .cycle]),
        Case(
            testDescription: "a longer cycle",
            rows: "R-1,r1,reseller,N-1\nN-1,n,reseller,R-2",
            refused: [2: .cycle, 3: .cycle]
        ),
        Case(
            testDescription: "two that change places",
            rows: "R-1,r1,reseller,R-2\nR-2,r2,reseller,",
            after: ["R-1": "reseller R-2", "R-2": "reseller ", "C-1": "end customer R-1"]
        ),
        Case(
            testDescription: "two that would change places, but one is fixed",
            rows: "R-1,r1,reseller,R-2\nR-2,r2,reseller,",
            refused: [2: .cycle, 3: .fixedParent],
            locked: ["2"]
        ),
        Case(testDescription: "a parent that is blanked", rows: "C-1,c1,customer,", after: ["C-1": "direct customer "]),
        Case(
            testDescription: "a type that contradicts the parent",
            rows: "C-1,c1,direct customer,R-1",
            refused: [2: .directWithParent]
        ),
        Case(
            testDescription: "an end customer without a reseller",
            rows: "C-1,c1,end customer,",
            after: ["C-1": "end customer "]
        ),
    ]

    @Test(arguments: cases)
    func `a file is taken as far as the book stays right, and the rest is told`(given: Case) throws {
        let heading =
            given.rows.split(separator: "\n")
                .allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 3 }
            ? "code,name,type\n" : "code,name,type,parent_code\n"
        let rows = given.rows.split(separator: "\n", omittingEmptySubsequences: false)
        // The result does not depend on the order of the rows.
        for order in [Array(rows.indices), rows.indices.reversed()] {
            let plan = try WholeImport(
                reading: heading + order.map { rows[$0] }.joined(separator: "\n"),
                into: Self.book,
                locked: given.locked
            )
            let refused = Dictionary(uniqueKeysWithValues: plan.refused.map { (order[$0.line - 2] + 2, $0.kind) })
            #expect(refused == given.refused)
            let after = plan.result(over: Self.book)
            #expect(Self.faults(of: after).isEmpty)
            for (code, words) in given.after { #expect(Self.words(code, in: after) == words) }
            for line in given.refused.keys {
                let code = AccountCode(String(rows[line - 2].prefix { $0 != "," }))
                #expect(Self.words(code, in: after) == Self.words(code, in: Self.book))
            }
        }
    }

    private static func words(_ code: AccountCode, in accounts: [Account]) -> String? {
        accounts.first { $0.code == code }
            .map { account in
                let parent = accounts.first { $0.id == account.parent }?.code.rawValue ?? ""
                return "\(account.kind.rawValue) \(parent)"
            }
    }

    /// What is wrong with a book.
    static func faults(of accounts: [Account]) -> [String] {
        let byID = Dictionary(accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var faults: [String] = []
        if byID.count != accounts.count { faults.append("an id twice") }
        if Set(accounts.map(\.code)).count != accounts.count { faults.append("a code twice") }
        for account in accounts {
            if account.name.isEmpty { faults.append("\(account.code) has no name") }
            guard let parent = account.parent else { continue }
            if byID[parent]?.kind != .reseller { faults.append("\(account.code) is not below a reseller") }
            if account.kind == .directCustomer { faults.append("\(account.code) is a direct customer of \(parent)") }
            var seen: Set<AccountID> = [account.id]
            var above = byID[parent]
            while let next = above {
                guard seen.insert(next.id).inserted else {
                    faults.append("\(account.code) is in a cycle")
                    break
                }
                above = next.parent.flatMap { byID[$0] }
            }
        }
        return faults
    }

    @Test func `an account keeps its code and its id, and what names them finds it`() throws {
        let plan = try WholeImport(
            reading:
                "id,code,name,parent_code\n1,R-9,x,\n3,R-2,x,\n2,R-3,x,\n99,N-1,n,R-1\n99,N-2,n,\n13,N-3,n,\n,11,n,\n77,N-4,n,R-9\n",
            into: Self.book
        )
        #expect(
            plan.refused.map { "\($0.line) \($0.kind)" } == [
                "2 \(RowProblem.Kind.duplicateID("1", holder: "R-1"))",
                "3 \(RowProblem.Kind.changedID(from: "2", to: "3"))",
                "4 \(RowProblem.Kind.changedID(from: "3", to: "2"))",
                "6 \(RowProblem.Kind.duplicateID("99", holder: "N-1"))",
                "7 \(RowProblem.Kind.duplicateID("13", holder: "D-1"))",
                "8 \(RowProblem.Kind.duplicateID("11", holder: "C-1"))",
                "9 \(RowProblem.Kind.parentRefused("R-9"))",
            ]
        )
        #expect(plan.added.map(\.code) == ["N-1"])
    }

    @Test func `two spellings of one code are one account, in the book and as a parent`() throws {
        let book = try WholeImport(reading: "code,name,type\nB\u{E4}-1,b,reseller\n").accounts
        let plan = try WholeImport(reading: "code,name,parent_code\nBa\u{308}-1,c,\nN-1,n,Ba\u{308}-1\n", into: book)
        #expect(plan.refused.isEmpty)
        #expect(plan.added.map { $0.parent?.rawValue.unicodeScalars.count } == [4])
        #expect(plan.updated.map(\.changes) == [[.init(column: .name, old: "b", new: "c")]])
    }

    @Test func `what a file does not say of type and parent stays`() throws {
        for text in [
            "code,name\nR-1,r1\nC-1,c1\nD-1,d1\n", "code,name,parent_code\nR-2,r2,R-1\nC-1,c1,R-1\nD-1,d1,\n",
            "code,name,type\nR-2,r2,reseller\nC-1,c1,customer\nD-1,d1,\n", "code\nR-1\n", "id\n11\n",
        ] {
            let plan = try WholeImport(reading: text, into: Self.book)
            #expect(plan.refused.isEmpty && plan.accounts.isEmpty, "\(text)")
        }
        let moved = try WholeImport(reading: "code,parent_code\nR-2,\nC-1,\nD-1,R-3\n", into: Self.book)
        #expect(
            moved.accounts.map { "\($0.code) \($0.kind.rawValue)" } == [
                "R-2 reseller", "C-1 direct customer", "D-1 end customer",
            ]
        )
    }

    @Test func `a chain of ten thousand resellers is planned in one go`() throws {
        let rows = (1..<10_000).map { "R-\($0),n,reseller,R-\($0 - 1)" }.reversed()
        let plan = try WholeImport(
            reading: "code,name,type,parent_code\n\(rows.joined(separator: "\n"))\nR-0,n,reseller,\n"
        )
        #expect(plan.refused.isEmpty)
        #expect(plan.accounts.map(\.code.rawValue) == (0..<10_000).map { "R-\($0)" })
    }
}
