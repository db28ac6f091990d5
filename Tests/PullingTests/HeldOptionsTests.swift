import Accounts
import Pulling
import Samples
import StrictJSON
import Testing

/// The sync options that the BSS itself holds, in whatever shape it tells them.
struct HeldOptionsTests {
    private func read(_ text: String) throws -> [String] {
        guard case .options(let options) = HeldOptions(try JSONReader.read(Array(text.utf8))) else { return [] }
        return options.map { "\($0.name)=\($0.value)" }
    }

    @Test func `any object or list is read`() throws {
        #expect(
            try read(#"{"Role":"2","Reseller ID":77,"Trial":true,"None":null}"#) == [
                "Role=2", "Reseller ID=77", "Trial=true", "None=",
            ]
        )
        #expect(
            try read(
                #"[{"systemCode":"dropbox","options":[{"name":"Role","value":null},{"name":"Email","value":"a@b"}]}]"#
            )
                == ["systemCode=dropbox", "Role=", "Email=a@b"]
        )
        #expect(
            try read(#"[{"name":"Role"},{"name":"Email","value":"a@b"},{"code":"x","label":"Tier"}]"#) == [
                "Role=", "Email=a@b", "Tier=",
            ]
        )
        #expect(try read(#"{"data":[{"code":"role","selectedValue":["1","2"]}]}"#) == ["role=1, 2"])
        for empty in ["[]", "{}", "null", #""text""#, "17"] { #expect(try read(empty) == []) }
    }

    @Test func `an answer without end is cut`() throws {
        let many = (1...500).map { #"{"name":"o\#($0)","value":"v"}"# }.joined(separator: ",")
        #expect(try read("[\(many)]").count == 100)
    }

    @Test func `what fits a field of the form is compared with what was sent`() throws {
        let link = Samples.link(Samples.reseller, as: "dbx-1", options: ["role": "2", "reseller-id": "RS-77"])
        let definitions = SyncOptionDefinitions(fields: Samples.fields)
        let held = HeldOptions(
            try JSONReader.read(Array(#"{"Role":"2","Reseller ID":"RS-78","Tier":"gold","reseller-id":""}"#.utf8))
        )
        guard case .options(let options) = held.compared(with: link, by: definitions) else {
            Issue.record("nothing is read")
            return
        }
        #expect(options.map(\.differs) == [false, true, false, false])
        #expect(options.map { $0.sent ?? "-" } == ["2", "RS-77", "-", "RS-77"])
    }
}
