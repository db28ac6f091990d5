import Accounts
import Foundation
import Telling
import Testing

@testable import AccountFiles

@Suite struct ImportPlanTests {
    private func plan(
        _ text: String,
        into existing: [Account] = [],
        locked: Set<AccountID> = []
    ) throws -> WholeImport {
        try WholeImport(reading: text, into: existing, locked: locked)
    }

    private func reasons(_ plan: WholeImport) -> [RowProblem.Kind] { plan.refused.map(\.kind) }

    @Test func `rows come in any order, parents are written first`() throws {
        let plan = try plan("code,name,type,parent_code\nC,c,customer,R2\nR2,r2,reseller,R1\nR1,r1,reseller,\n")
        #expect(plan.accounts.map(\.code) == ["R1", "R2", "C"])
        #expect(plan.accounts.map(\.kind) == [.reseller, .reseller, .endCustomer])
        #expect(plan.refused.isEmpty)
    }

    @Test func `types are read in the operators' words`() throws {
        let plan = try plan(
            "code,name,type,parent_code\nR,r,Reseller,\nA,a,CUSTOMER,R\nB,b,customer,\nD,d,end customer,R\nE,e,Direct Customer,\nF,f,,\nG,g,partner,\n"
        )
        #expect(
            Dictionary(uniqueKeysWithValues: plan.accounts.map { ($0.code, $0.kind) }) == [
                "R": .reseller, "A": .endCustomer, "B": .directCustomer, "D": .endCustomer, "E": .directCustomer,
                "F": .directCustomer,
            ]
        )
        #expect(reasons(plan) == [.unknownType("partner")])
    }

    @Test(arguments: [
        ("true", true), ("YES", true), ("1", true), ("false", false), ("no", false), ("0", false), ("", false),
    ])
    func `Storefront is read in every spelling`(word: String, isManaged: Bool) throws {
        #expect(try plan("code,name,storefront\nA,a,\(word)\n").accounts.map(\.isStorefrontManaged) == [isManaged])
    }

    @Test func `what cannot be an account is refused, and the rest imported`() throws {
        let plan = try plan(
            "code,name,type,parent_code,storefront\n,x,,,\nA,,,,\nB,b,customer,nobody,\nC,c,customer,D,\nD,d,customer,,\nD,d2,customer,,\nE,e,,,perhaps\n"
        )
        #expect(plan.accounts.map(\.code) == ["D"])
        #expect(
            reasons(plan) == [
                .missing, .missing, .unknownParent("nobody"), .parentNoReseller("D"), .duplicateCode(firstLine: 6),
                .unknownStorefront("perhaps"),
            ]
        )
        #expect(plan.refused.map(\.line) == [2, 3, 4, 5, 7, 8])
    }

    @Test func `a cycle is refused, and what stands below a refused parent`() throws {
        let plan = try plan(
            "code,name,type,parent_code\nA,a,reseller,B\nB,b,reseller,A\nC,c,customer,A\nX,x,boss,\nY,y,customer,X\nZ,z,,\n"
        )
        #expect(plan.accounts.map(\.code) == ["Z"] || plan.accounts.isEmpty)
        #expect(plan.refused.count >= 5)
        #expect(reasons(plan).filter { $0 == .cycle }.count >= 2)
        #expect(reasons(plan).contains(.parentRefused("X")))
    }

    @Test func `the id is the platform's, else the code, and never changes`() throws {
        let existing = try plan("id,code,name\n42,A,a\n,B,b\n").accounts
        #expect(existing.map(\.id) == ["42", "B"])
        let changed = try plan("id,code,name\n43,A,a\n42,C,c\n", into: existing)
        #expect(reasons(changed) == [.changedID(from: "42", to: "43"), .duplicateID("42", holder: "A")])
        #expect(try plan("code,name\nA,a\n", into: existing).unchanged == 1)
    }

    @Test(arguments: [
        "code,name,id\nA,a,0\n", "code,name,id\nA,a,-0\n", "code,name\n0,a\n",
        "[\n{\"code\":\"A\",\"name\":\"a\",\"id\":0}]", "[\n{\"code\":\"A\",\"name\":\"a\",\"id\":-0}]",
        "[\n{\"code\":\"A\",\"name\":\"a\",\"id\":\"0\"}]",
    ])
    func `zero is the id of no new account`(text: String) throws {
        let plan = try plan(text)
        #expect(plan.accounts.isEmpty)
        #expect(plan.refused.map { "\($0.line) \($0.column ?? "")" } == ["2 id"])
        #expect([[.zeroID("0")], [.zeroID("-0")]].contains(reasons(plan)))
    }

    @Test func `an id that nobody has, without a code, is told as that`() throws {
        for text in ["id,name\n7,a\n", "[\n{\"id\":7,\"name\":\"a\"}]"] {
            let plan = try plan(text)
            #expect(plan.refused.map { "\($0.line) \($0.column ?? "")" } == ["2 id"])
            #expect(reasons(plan) == [.unknownID("7")])
        }
        #expect(try plan("id,name\n,a\n").refused.map(\.column) == ["code"])
    }

    @Test func `an id that was kept decomposed is found by either spelling, and stays as it is`() throws {
        let kept = Account(id: "a\u{308}", code: "R", name: "r", kind: .reseller)
        for id in ["\u{E4}", "a\u{308}"] {
            let text =
                "[{\"id\":\"\(id)\",\"name\":\"x\"},{\"id\":1,\"code\":\"C\",\"name\":\"c\",\"billToAccountId\":\"\(id)\"}]"
            let plan = WholeImport(
                try AccountFile.read(Array(text.utf8)),
                into: ByteBook(accounts: [kept]),
                now: .distantPast
            )
            #expect(plan.refused.isEmpty)
            #expect(plan.updated.map { Array($0.account.id.rawValue.utf8) } == [Array(kept.id.rawValue.utf8)])
            #expect(plan.added.map { Array(($0.parent?.rawValue ?? "").utf8) } == [Array(kept.id.rawValue.utf8)])
        }
    }

    @Test func `a known code is updated field by field, and importing twice changes nothing`() throws {
        let text = "code,name,email,country\nA,a,x@y.example,DE\n"
        let first = try plan(text).accounts
        let second = try plan(text, into: first)
        #expect(second.accounts.isEmpty && second.unchanged == 1)
        let third = try plan("code,name,email\nA,a,new@y.example\n", into: first)
        #expect(third.updated.map(\.changes) == [[.init(column: .email, old: "x@y.example", new: "new@y.example")]])
        #expect(third.accounts.map(\.country) == ["DE"])
        #expect(third.accounts.map(\.revision) == [2])
    }

    @Test func `type and parent of what is synchronized or in doubt stay`() throws {
        let existing = try plan("code,name,type,parent_code\nR,r,reseller,\nS,s,reseller,\nC,c,customer,R\n").accounts
        let plan = try plan(
            "code,name,type,parent_code\nC,c,customer,S\nR,r,customer,\n",
            into: existing,
            locked: ["C", "R"]
        )
        #expect(plan.accounts.isEmpty)
        #expect(Set(reasons(plan)) == [.fixedParent, .fixedType(.reseller)])
    }

    @Test func `a bad email and a missing country are imported as they are`() throws {
        let account = try #require(try plan("code,name,email,country\nA,a,nonsense,\n").accounts.first)
        #expect(account.email == "nonsense" && account.country.isEmpty)
    }

    @Test(arguments: [
        #"{"data":[{"id":7,"name":"R","code":"R-1","enableReselling":true},{"id":"8","Name":"C","code":"C-1","billToAccountId":7,"email":"a@b.example","webSite":"w","address":{"countryCode":"DE","city":"x"}}],"paging":{"totalPages":1}}"#,
        #"[{"id":"7","name":"R","code":"R-1","resellingEnabled":true},{"id":"8","name":"C","code":"C-1","billToAccountId":"7","email":"a@b.example","website":"w","address":{"countryCode":"DE","city":"x"}}]"#,
    ])
    func `the platform's account list is read in both versions`(json: String) throws {
        let plan = try plan(json)
        #expect(plan.refused.isEmpty)
        #expect(plan.accounts.map(\.id) == ["7", "8"])
        #expect(plan.accounts.map(\.kind) == [.reseller, .endCustomer])
        #expect(plan.accounts.last?.parent == "7" && plan.accounts.last?.country == "DE")
    }

    @Test func `JSON that is no list is refused`() {
        for text in ["{\"a\":1}", "{}", "{\"data\":1}", "{\"data\":{}}", "{\"code\":\"A\",\"name\":\"a\"}"] {
            #expect(throws: AccountFileProblem.noAccounts) { try plan(text) }
        }
        #expect(throws: AccountFileProblem.twoLists) { try plan("{\"data\":[],\"Data\":[]}") }
        for (text, message) in [
            ("[{", "the file ends in the middle, in line 1: check where it was cut or edited"),
            ("[\n{\"code\" 1}]", "the file is not JSON at line 2, character 9: check where it was cut or edited"),
        ] {
            #expect { try plan(text) } throws: { ($0 as? AccountFileProblem)?.phrase == message }
        }
    }
}

/// A book that compares byte by byte, as SQLite does.
private struct ByteBook: AccountBook {
    let accounts: [Account]

    func account(code: AccountCode) -> Account? {
        accounts.first { $0.code.rawValue.utf8.elementsEqual(code.rawValue.utf8) }
    }
    func account(id: AccountID) -> Account? { accounts.first { $0.id.rawValue.utf8.elementsEqual(id.rawValue.utf8) } }
    func customers(of account: AccountID) -> [AccountID] { accounts.filter { $0.parent == account }.map(\.id) }
    func isFixed(_ account: AccountID) -> Bool { false }
    func count() -> Int { accounts.count }
    func ownedByBSS(after id: AccountID?, limit: Int) -> [OwnedAccount] { [] }
}
