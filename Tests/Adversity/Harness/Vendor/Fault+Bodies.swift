extension Fault {
    /// 200 responses with a missing or odd body.
    static let bodies: [Fault] = [
        Fault(doubt: "nothing", body: { _ in "" }),
        Fault(doubt: "{}", body: { _ in "{}" }),
        Fault(doubt: "null", body: { _ in "null" }),
        Fault(doubt: "[]", body: { _ in "[]" }),
        Fault(doubt: "a list", body: { "[\($0.json)]" }),
        Fault(doubt: "a word", body: { _ in "\"Ok\"" }),
        Fault(doubt: "a number", body: { _ in "0" }),
        Fault(doubt: "a page", body: { _ in "<!DOCTYPE html><html><body>Welcome</body></html>" }),
        Fault(doubt: "XML", body: { _ in "<?xml version=\"1.0\"?><Code>0</Code>" }),
        Fault(doubt: "text", body: { _ in "success" }),
        Fault(doubt: "only a result", body: { _ in #"{"Result":"Ok"}"# }),
        Fault(doubt: "only a message", body: { _ in #"{"Message":"not supported"}"# }),
        Fault(doubt: "cut JSON", body: { String($0.json.dropLast(3)) }),
        Fault(doubt: "JSON twice", body: { $0.json + $0.json }),
        Fault(doubt: "JSON and more", body: { $0.json + "x" }),
        Fault(doubt: "a member twice", body: { before(#""Code":0"#, $0) }),
        Fault(doubt: "a member twice in other letters", body: { before(#""code":0"#, $0) }),
        Fault(doubt: "a member twice with an escape", body: { before(#""C\u006fde":0"#, $0) }),
        Fault(doubt: "both spellings", body: { before(#""ErrorCode":0"#, $0) }),
        Fault(doubt: "deep JSON", body: { before(nested(40, 40), $0) }),
        Fault(doubt: "very deep JSON", body: { before(nested(100_000, 0), $0) }),
        Fault(doubt: "Code as a word", body: { code(#""0""#, $0) }),
        Fault(doubt: "Code as a fraction", body: { code("0.5", $0) }),
        Fault(doubt: "Code as a truth", body: { code("false", $0) }),
        Fault(doubt: "Code as null", body: { code("null", $0) }),
        Fault(doubt: "Code as a list", body: { code("[0]", $0) }),
        Fault(doubt: "Code too large", body: { code("99999999999999999999", $0) }),
        Fault(doubt: "Code with leading zeros", body: { code("00", $0) }),
        Fault(doubt: "Code as NaN", body: { code("NaN", $0) }),
        Fault(doubt: "a comment", body: { "/* */" + $0.json }),
        Fault(doubt: "UTF-16", .say { HTTPText.answer(200, utf16($0.json)) }),
        Fault(doubt: "not UTF-8", .say { HTTPText.answer(200, [0xFF, 0xFE] + Array($0.json.utf8)) }),
        Fault(doubt: "a NUL", .say { HTTPText.answer(200, Array($0.json.utf8) + [0]) }),
        Fault(
            "other letters",
            [.answered],
            body: { $0.json.replacing("Code", with: "code").replacing("Result", with: "RESULT") }
        ),
        Fault("the older spelling", [.answered], body: { $0.json.replacing("Code", with: "ErrorCode") }),
        Fault("more members", [.answered], body: { before(#""Other":{"Deep":[1,2,3]}"#, $0) }),
        Fault("another type of content", [.answered], .say { page($0.json) }),
    ]

    /// The true answer with another member in front.
    private static func before(_ member: String, _ truth: Truth) -> String { "{\(member),\(truth.json.dropFirst())" }

    private static func nested(_ opening: Int, _ closing: Int) -> String {
        "\"A\":" + String(repeating: "[", count: opening) + String(repeating: "]", count: closing)
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    }

    private static func page(_ text: String) -> [UInt8] {
        HTTPText.head(200, ["Content-Type: text/html", "Content-Length: \(text.utf8.count)"]) + Array(text.utf8)
    }

    private static func code(_ text: String, _ truth: Truth) -> String {
        truth.json.replacing("\"Code\":0", with: "\"Code\":\(text)")
    }
}
