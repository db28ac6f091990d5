import Foundation
import NIOHTTP1

/// What the sandbox responds with, and what breaks on its way.
struct Response: Sendable {
    enum Delivery: Sendable {
        case whole
        /// One byte a second.
        case dripping
        /// Half of the body, then the connection ends.
        case truncated
        /// Nothing: the connection ends.
        case never
    }

    var status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    var body = Data()
    var delivery = Delivery.whole

    /// The head as it is sent.
    var head: HTTPResponseHead {
        var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        head.headers.add(name: "Content-Length", value: String(body.count))
        return head
    }
}

extension Response {
    static var hangUp: Response { Response(status: .badGateway, delivery: .never) }

    static var internalError: Response {
        .json(Data(#"{"Message":"An error has occurred."}"#.utf8), .internalServerError)
    }

    static func page(_ html: String) -> Response {
        reply("text/html; charset=utf-8", Data(html.utf8))
    }

    static func json(_ data: Data, _ status: HTTPResponseStatus = .ok) -> Response {
        reply("application/json; charset=utf-8", data, status)
    }

    static func dripping(_ data: Data) -> Response { reply("application/json", data, delivery: .dripping) }

    static func truncated(_ data: Data) -> Response { reply("application/json", data, delivery: .truncated) }

    private static func reply(
        _ type: String,
        _ body: Data,
        _ status: HTTPResponseStatus = .ok,
        delivery: Delivery = .whole
    ) -> Response {
        Response(status: status, headers: ["Content-Type": type], body: body, delivery: delivery)
    }
}
