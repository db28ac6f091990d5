/// HTTP responses as text.
package enum HTTPText {
    /// A response, by default with a JSON body.
    package static func answer(
        _ body: String,
        status: Int = 200,
        headers: [String] = [],
        length: Int? = nil
    ) -> String {
        let fields = ["Content-Type: application/json", "Content-Length: \(length ?? body.utf8.count)"] + headers
        return "HTTP/1.1 \(status) Status\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }
}
