import Accounts
import Foundation
import StoredForms
import Testing

@testable import AccountStore

/// Why rows were refused, as it stands in files: each kind has its line, which no renaming may change.
@Suite struct RowReasonTests {
    static let golden: [(RowProblem.Kind, String)] = [
        (.missing, #"{"kind":"missing"}"#),
        (.cells(found: 2, expected: 9), #"{"column":9,"kind":"cells","number":2}"#),
        (.openQuote, #"{"kind":"openQuote"}"#), (.strayQuote, #"{"kind":"strayQuote"}"#),
        (.notUTF8, #"{"kind":"notUTF8"}"#), (.hidden("\u{202E}"), #"{"kind":"hidden","number":8238}"#),
        (.tooLong(limit: 80), #"{"kind":"tooLong","number":80}"#),
        (.unknownType("x"), #"{"kind":"unknownType","text":"x"}"#),
        (.unknownStorefront("x"), #"{"kind":"unknownStorefront","text":"x"}"#),
        (.duplicateCode(firstLine: 4), #"{"kind":"duplicateCode","number":4}"#),
        (.duplicateID("1", holder: "R"), #"{"kind":"duplicateID","name":"1","text":"R"}"#),
        (.unknownID("1"), #"{"kind":"unknownID","name":"1"}"#), (.zeroID("0"), #"{"kind":"zeroID","name":"0"}"#),
        (.changedID(from: "1", to: "2"), #"{"kind":"changedID","name":"1","text":"2"}"#),
        (.heldCode("R", by: "1"), #"{"kind":"heldCode","name":"R","text":"1"}"#), (.ofBSS, #"{"kind":"ofBSS"}"#),
        (.knownByCode("R"), #"{"kind":"knownByCode","text":"R"}"#),
        (.unknownParent("R"), #"{"kind":"unknownParent","text":"R"}"#),
        (.parentNoReseller("R"), #"{"kind":"parentNoReseller","text":"R"}"#),
        (.directWithParent, #"{"kind":"directWithParent"}"#),
        (.hasCustomers("C"), #"{"kind":"hasCustomers","text":"C"}"#), (.cycle, #"{"kind":"cycle"}"#),
        (.parentRefused("R"), #"{"kind":"parentRefused","text":"R"}"#),
        (.fixedType(.reseller), #"{"kind":"fixedType.reseller"}"#),
        (.fixedType(.endCustomer), #"{"kind":"fixedType.endCustomer"}"#),
        (.fixedType(.directCustomer), #"{"kind":"fixedType.directCustomer"}"#),
        (.fixedParent, #"{"kind":"fixedParent"}"#), (.notAnObject, #"{"kind":"notAnObject"}"#),
        (.wrongKind(member: "a", wanted: .text), #"{"kind":"wrongKind.text","name":"a"}"#),
        (.wrongKind(member: "a", wanted: .identifier), #"{"kind":"wrongKind.identifier","name":"a"}"#),
        (.wrongKind(member: "a", wanted: .truth), #"{"kind":"wrongKind.truth","name":"a"}"#),
        (.wrongKind(member: "a", wanted: .object), #"{"kind":"wrongKind.object","name":"a"}"#),
        (.wrongKind(member: "a", wanted: .parent), #"{"kind":"wrongKind.parent","name":"a"}"#),
        (.duplicateMember("a"), #"{"kind":"duplicateMember","name":"a"}"#),
        (.contradiction("a", "b"), #"{"kind":"contradiction","name":"a","text":"b"}"#),
        (.words("old"), #"{"kind":"words","text":"old"}"#),
    ]

    @Test func `every reason of a row has its line, and is read from it`() throws {
        for (kind, line) in Self.golden {
            #expect(try kind.stored.json() == line)
            #expect(RowProblem.Kind(stored: line) == kind)
        }
    }

    @Test(arguments: [
        "", "gone", #"{"kind":"later"}"#, #"{"kind":"wrongKind.later","name":"a"}"#, #"{"kind":"cells"}"#,
    ])
    func `what this version does not know is words, and no damage`(stored: String) {
        #expect(RowProblem.Kind(stored: stored) == .words(stored))
    }
}
