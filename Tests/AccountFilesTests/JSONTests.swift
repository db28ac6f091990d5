import Accounts
import FoundationEssentials
import Telling
import Testing

@testable import AccountFiles

/// Accounts in JSON: our own export and the platform's list, with the same meaning of absent and of empty as CSV.
@Suite struct JSONTests {
    private let northwind = Account(
        id: "1",
        code: "R-1",
        name: "Northwind",
        kind: .reseller,
        email: "ops@northwind.example",
        country: "DE",
        phone: "1",
        contact: .init(firstName: "Ann", lastName: "Lee"),
        address: .init(line1: "Street 1", line2: "Floor 2", city: "Hamburg", postCode: "20457", state: "HH"),
        isStorefrontManaged: true
    )
    private let sonne = Account(
        id: "2",
        code: "C-1",
        name: "Sonne",
        kind: .endCustomer,
        parent: "1",
        email: "i@s.example"
    )

    private func changes(_ element: String) throws -> [ImportPlan.Change] {
        let plan = try WholeImport(reading: "[\(element)]", into: [northwind, sonne])
        #expect(plan.refused.isEmpty, "\(plan.refused)")
        return plan.updated.flatMap(\.changes)
    }

    private func problem(_ element: String) throws -> String? {
        let rows = try AccountFile.read(Array("[\n {\"code\":\"A\",\"name\":\"a\"},\n\n \(element)]".utf8))
        #expect(rows.rows.count == 1)
        return rows.problems.first?.phrase
    }

    @Test func `what an element does not say changes nothing`() throws {
        #expect(
            try changes(#"{"code":"R-1","name":"Northern","phone":"+49 30 1"}"#) == [
                .init(column: .name, old: "Northwind", new: "Northern"),
                .init(column: .phone, old: "1", new: "+49 30 1"),
            ]
        )
        #expect(try changes(#"{"code":"R-1"}"#).isEmpty)
        #expect(try changes(#"{"id":1}"#).isEmpty)
        #expect(try changes(#"{"id":"1","email":"x"}"#).map(\.column) == [.email])
        #expect(try changes(#"{"code":"R-1","contact":{"lastName":"Ray"}}"#).map(\.column) == [.contactLastName])
        #expect(try changes(#"{"code":"R-1","address":{"city":"Bonn"},"contact":{}}"#).map(\.column) == [.city])
        #expect(try changes(#"{"code":"C-1","billToAccount":{"name":"x","id":1}}"#).isEmpty)
    }

    @Test(arguments: ["null", "\"\"", "\"  \""])
    func `what an element says to be empty is emptied`(empty: String) throws {
        let flat = #"{"code":"R-1","email":\#(empty),"country":\#(empty),"phone":\#(empty),"storefront":\#(empty)}"#
        #expect(try changes(flat).map(\.column) == [.email, .country, .phone, .storefront])
        #expect(try changes(#"{"code":"R-1","address":{"post_code":\#(empty)}}"#).map(\.column) == [.postCode])
        #expect(try changes(#"{"code":"C-1","parent":\#(empty)}"#).map(\.column) == [.parentCode])
        #expect(try changes(#"{"code":"C-1","parent":{"code":\#(empty)}}"#).map(\.column) == [.parentCode])
        #expect(try changes(#"{"code":"R-1","id":\#(empty)}"#).isEmpty)
        for name in ["name", "code"] {
            let message = try #require(
                try problem(
                    #"{"code":"R-1","name":"n","x":1}"#.replacing("\"\(name)\":", with: "\"\(name)\":\(empty),\"y\":")
                )
            )
            #expect(message.contains("column \(name)") && message.hasSuffix("it is empty; every account needs one"))
        }
    }

    @Test func `null empties all of an object`() throws {
        #expect(
            try changes(#"{"code":"R-1","contact":null,"address":null}"#).map(\.column)
                == [.contactFirstName, .contactLastName, .address1, .address2, .city, .postCode, .state]
        )
    }

    @Test(arguments: [
        #"{"id":9,"code":"C-9","name":"n","billToAccountId":1}"#,
        #"{"Id":"9","CODE":"C-9","Name":"n","BillToAccountID":"1","billToAccount":{"id":1,"name":"x"}}"#,
        #"{"id":9,"code":"C-9","name":"n","billToAccount":1}"#,
        #"{"id":9,"code":"C-9","name":"n","billToAccount":{"code":"R-1"}}"#,
        #"{"id":9,"code":"C-9","name":"n","billToAccountId":1,"billToAccount":"Northwind"}"#,
        #"{"id":9,"code":"C-9","name":"n","billToAccountId":null,"billToAccount":{"ID":"1"}}"#,
        #"{"id":"9","code":"C-9","name":"n","parent":"R-1"}"#,
        #"{"id":"9","code":"C-9","name":"n","parent":{"code":"R-1","name":"x","externalId":"y"}}"#,
        #"{"id":"9","code":"C-9","name":"n","parent_code":"R-1","type":"customer"}"#,
        #"{"id":"9","code":"C-9","name":"n","parent":{"code":"R-1"},"type":"end customer","enableReselling":false}"#,
    ])
    func `a parent is named by id or by code, in every spelling`(element: String) throws {
        let account = try #require(try WholeImport(reading: "[\(element)]", into: [northwind]).added.first)
        let origin = Account.Origin(.file("-"), asOf: .distantPast)
        #expect(account == Account(id: "9", code: "C-9", name: "n", kind: .endCustomer, parent: "1", origin: origin))
    }

    @Test(arguments: ["0", "null", "\"\"", "\"0\"", "9", "\"9\"", "{\"id\":9}", "{\"id\":0}"])
    func `nothing, zero, or the account itself as the payer is no parent`(payer: String) throws {
        for member in ["billToAccountId", "billToAccount"] where member == "billToAccount" || !payer.hasPrefix("{") {
            let text = #"[{"id":9,"code":"C-9","name":"n","\#(member)":\#(payer)}]"#
            #expect(try WholeImport(reading: text).added.map(\.kind) == [.directCustomer])
        }
        let own = Account(id: "9", code: "C-9", name: "n", kind: .endCustomer, parent: "1")
        let plan = try WholeImport(reading: #"[{"code":"C-9","billToAccountId":\#(payer)}]"#, into: [northwind, own])
        #expect(payer.hasPrefix("{") || plan.accounts.map(\.parent) == [nil])
    }

    @Test func `ids keep every digit`() throws {
        let text =
            #"[{"id":12345678901234567891,"code":"A","name":"a","enableReselling":true},"#
            + #"{"id":"12345678901234567892","code":"B","name":"b","billToAccountId":12345678901234567891},"#
            + #"{"id":-1,"code":9007199254740993,"name":"c"}]"#
        let plan = try WholeImport(reading: text)
        #expect(plan.accounts.map(\.id.rawValue) == ["12345678901234567891", "-1", "12345678901234567892"])
        #expect(plan.accounts.map(\.code.rawValue) == ["A", "9007199254740993", "B"])
        #expect(plan.accounts.last?.parent == "12345678901234567891")
    }

    @Test(arguments: [
        (#"7"#, "line 4, element 2: it is not an object: each account is one"),
        (#"null"#, "line 4, element 2: it is not an object: each account is one"),
        (#"[[]]"#, "line 4, element 2: it is not an object: each account is one"),
        (#"{"code":"B","name":7}"#, "line 4, element 2, column name (B): \"name\" must be a text in quotes, or null"),
        (
            #"{"code":"B","name":{"en":"b"}}"#,
            "line 4, element 2, column name (B): \"name\" must be a text in quotes, or null"
        ),
        (
            #"{"code":"B","name":"b","country":true}"#,
            "line 4, element 2, column country (B): \"country\" must be a text in quotes, or null"
        ),
        (
            #"{"code":"B","name":"b","phone":49301}"#,
            "line 4, element 2, column phone (B): \"phone\" must be a text in quotes, or null"
        ),
        (
            #"{"code":"B","name":"b","address":{"postCode":1067}}"#,
            "line 4, element 2, column post_code (B): \"address.postCode\" must be a text in quotes, or null"
        ),
        (
            #"{"code":"B","name":"b","address":"Street 1"}"#,
            "line 4, element 2, column address1 (B): \"address\" must be an object, or null"
        ),
        (
            #"{"code":"B","name":"b","contact":[]}"#,
            "line 4, element 2, column contact_first_name (B): \"contact\" must be an object, or null"
        ),
        (
            #"{"code":"B","name":"b","enableReselling":"maybe"}"#,
            "line 4, element 2, column type (B): \"enableReselling\" must be true or false"
        ),
        (
            #"{"code":"B","name":"b","resellingEnabled":2}"#,
            "line 4, element 2, column type (B): \"resellingEnabled\" must be true or false"
        ),
        (
            #"{"code":"B","name":"b","storefront":[]}"#,
            "line 4, element 2, column storefront (B): \"storefront\" must be true or false"
        ),
        (
            #"{"code":"B","name":"b","storefront":"maybe"}"#,
            "line 4, element 2, column storefront (B): \"maybe\" is neither true nor false: write one of them"
        ),
        (
            #"{"code":"B","name":"b","type":1}"#,
            "line 4, element 2, column type (B): \"type\" must be a text in quotes, or null"
        ),
        (
            #"{"code":"B","name":"b","id":1.0}"#,
            "line 4, element 2, column id (B): \"id\" must be a text in quotes or a whole number"
        ),
        (
            #"{"code":"B","name":"b","id":1e3}"#,
            "line 4, element 2, column id (B): \"id\" must be a text in quotes or a whole number"
        ),
        (
            #"{"code":true,"name":"b"}"#,
            "line 4, element 2, column code: \"code\" must be a text in quotes or a whole number"
        ),
        (
            #"{"code":"B","name":"b","billToAccountId":true}"#,
            "line 4, element 2, column parent_code (B): \"billToAccountId\" must be a code, an object with a code, or null"
        ),
        (
            #"{"code":"B","name":"b","parent":{"name":"x"}}"#,
            "line 4, element 2, column parent_code (B): \"parent\" must be a code, an object with a code, or null"
        ),
        (
            #"{"code":"B","name":"b","parent":["A"]}"#,
            "line 4, element 2, column parent_code (B): \"parent\" must be a code, an object with a code, or null"
        ),
        (#"{"code":"B","name":"b","Name":"b"}"#, "line 4, element 2 (B): \"Name\" is there twice: keep one"),
        (
            #"{"code":"B","name":"b","address":{"city":"x","city":"y"}}"#,
            "line 4, element 2 (B): \"city\" is there twice: keep one"
        ),
        (
            #"{"code":"B","name":"b","enableReselling":true,"resellingEnabled":false}"#,
            "line 4, element 2, column type (B): \"enableReselling\" and \"resellingEnabled\" say different things: keep one"
        ),
        (
            #"{"code":"B","name":"b","type":"reseller","resellingEnabled":false}"#,
            "line 4, element 2, column type (B): \"type\" and \"resellingEnabled\" say different things: keep one"
        ),
        (
            #"{"code":"B","name":"b","country":"DE","address":{"countryCode":"FR"}}"#,
            "line 4, element 2, column country (B): \"country\" and \"address.countryCode\" say different things: keep one"
        ),
        (
            #"{"code":"B","name":"b","parent":"A","billToAccountId":5}"#,
            "line 4, element 2, column parent_code (B): \"parent\" and \"billToAccountId\" say different things: keep one"
        ),
        (#"{"name":"b"}"#, "line 4, element 2, column code: it is empty; every account needs one"),
        (
            #"{"code":"B","name":"b","parent":"A\u200b"}"#,
            "line 4, element 2, column parent_code (B): holds U+200B (ZERO WIDTH SPACE), which is invisible: type it again without it"
        ),
        (
            #"{"code":"B","name":"b","billToAccountId":"7\u00ad"}"#,
            "line 4, element 2, column parent_code (B): holds U+00AD (SOFT HYPHEN), which is invisible: type it again without it"
        ),
    ])
    func `what is of another kind is told with its member, and never taken for empty`(
        element: String,
        message: String
    ) throws {
        #expect(try problem(element) == message)
    }

    @Test func `members that nobody knows are told, ours and the platform's are not`() throws {
        let text = """
            [{"code":"A","name":"a","colour":"red","created":"x","updated":"x","status":{"Dropbox":{"state":"x"}},"revision":1,
              "createdAt":"x","creditLimit":"Unlimited","enableOrdering":true,"contact":{"firstName":"f","mail":"m"},
              "address":{"countryName":"Germany","zone":1}},
             {"code":"B","name":"b","Colour":"red","colour ":1}]
            """
        let rows = try AccountFile.read(Array(text.utf8))
        #expect(rows.unknownColumns == ["colour", "contact.mail", "address.zone", "Colour", "colour "])
        #expect(rows.problems.isEmpty && rows.rows.count == 2)
    }

    @Test(arguments: [
        (#""paging":{"page":1,"totalPages":40}"#, "the file is page 1 of 40: import the other pages, too"),
        (#""paging":{"totalPages":"40","pageIndex":40}"#, "the file is page 40 of 40: import the other pages, too"),
        (#""Paging":{"TotalPages":3}"#, "the file is one page of 3: import the other pages, too"),
        (#""totalPages":3,"page":2"#, "the file is page 2 of 3: import the other pages, too"),
        (
            #""paging":{"totalPages":1,"totalRecords":500}"#,
            "the file holds 1 of 500 accounts: import the other pages, too"
        ),
        (#""links":{"next":"https://x.example/2"}"#, "the file is one page of several: import the other pages, too"),
        (#""paging":{"page":1,"totalPages":1,"totalRecords":1},"links":{"next":null}"#, nil), (#""paging":null"#, nil),
        (
            #""paging":{"totalPages":99999999999999999999999}"#,
            "the file is one page of several: import the other pages, too"
        ),
        (#""paging":{"totalRecords":2e3}"#, "the file is one page of several: import the other pages, too"),
        (#""links":{"next":{"href":"x"}}"#, "the file is one page of several: import the other pages, too"),
        (#""links":[{"rel":"next","href":"x"}]"#, "the file is one page of several: import the other pages, too"),
        (#""paging":{"links":{"next":"x"}}"#, "the file is one page of several: import the other pages, too"),
        (#""hasMore":true"#, "the file is one page of several: import the other pages, too"),
        (#""hasMore":false,"next":"","links":[{"rel":"self","href":"x"}]"#, nil), (#""paging":[1]"#, nil),
    ])
    func `one page of a list says that it is one`(paging: String, message: String?) throws {
        let rows = try AccountFile.read(Array(#"{"data":[{"code":"A","name":"a"}],\#(paging)}"#.utf8))
        #expect(rows.warnings.map(\.phrase) == (message.map { [$0] } ?? []))
        #expect(rows.rows.count == 1)
        #expect(WholeImport(rows, into: []).isWhole == (message == nil))
    }

    @Test func `what is refused is told in the order of the file, with the element where all is one line`() throws {
        let plan = try WholeImport(
            reading:
                #"[{"code":"A","name":1},{"code":"B","name":"b","parent":"A"},{"code":"C","name":"c"},{"code":"C","name":"c"}]"#
        )
        #expect(
            plan.refused.map(\.phrase) == [
                "line 1, element 1, column name (A): \"name\" must be a text in quotes, or null",
                "line 1, element 2, column parent_code (B): its parent A was refused: correct that row first",
                "line 1, element 4, column code (C): the code is on line 1 already: keep one of the two rows",
            ]
        )
        #expect(plan.added.map(\.code) == ["C"])
    }

    @Test func `what stands below a refused account is told so, whether it names the code or the id`() throws {
        let plan = try WholeImport(
            reading:
                #"[{"id":7,"code":"A","name":"a","resellingEnabled":"?"},{"id":8,"code":"B","name":"b","billToAccountId":7}]"#
        )
        #expect(plan.refused.map(\.kind).last == .parentRefused("A"))
    }
}
