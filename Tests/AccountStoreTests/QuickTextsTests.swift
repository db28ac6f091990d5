import Accounts
import Foundation
import Samples
import Testing

@testable import StoredForms

/// Texts by their fields that are read by their bytes, against the decoder.
@Suite struct QuickTextsTests {
    private func decoded(_ json: String) -> [FieldID: String]? {
        try? JSONDecoder().decode([FieldID: String].self, from: Data(json.utf8))
    }

    @Test func `whatever is written is read as the decoder reads it`() throws {
        var random = RandomText(seed: 1)
        var quick = 0
        for number in 0..<5_000 {
            let values = Dictionary(
                (0..<number % 5).map { (FieldID(rawValue: random.text(longest: 3) + "\($0)"), random.text()) },
                uniquingKeysWith: { first, _ in first }
            )
            let json = try values.json()
            #expect([FieldID: String](quick: json) ?? decoded(json) == values, "\(json)")
            if [FieldID: String](quick: json) != nil { quick += 1 }
        }
        #expect(quick > 1_000)
    }

    @Test func `what is cut off, damaged or in another form is left to the decoder`() {
        let whole = #"{"role":"1","email":"ä@x.example","日本":""}"#
        #expect([FieldID: String](quick: whole) == decoded(whole))
        #expect([FieldID: String](quick: "{}") == [:])
        let bytes = Array(whole.utf8)
        for place in bytes.indices {
            #expect([FieldID: String](quick: String(decoding: bytes[..<place], as: UTF8.self)) == nil, "\(place)")
            for byte in [
                UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"), 0x5C,
                0x0A,
            ] {
                var changed = bytes
                changed[place] = byte
                let json = String(decoding: changed, as: UTF8.self)
                if let quick = [FieldID: String](quick: json) { #expect(quick == decoded(json), "\(json)") }
            }
        }
        for json in [
            "", "{", "}", "{\"", "{\"}", "{\"\"}", "{\"a\"}", "{\"a\":}", "{\"a\":\"}", "{\"a\":1}", "{\"a\":null}",
            "{\"a\":\"b\",}",
            "{,}", "[]", "{\"a\":\"b\",\"a\":\"c\"}", "{ \"a\":\"b\"}", "{\"a\":\"\\n\"}", "{\"a\":\"b\"}}",
            "{\"a\":\"b\"",
        ] { #expect([FieldID: String](quick: json) == nil, "\(json)") }
    }
}
