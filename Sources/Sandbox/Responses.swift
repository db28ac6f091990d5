import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    static var internalError: Response {
        .json(Data(#"{"Message":"An error has occurred."}"#.utf8), .internalServerError)
    }

    static func page(_ html: String) -> Response {
        reply("text/html; charset=utf-8", .init(byteBuffer: ByteBuffer(string: html)))
    }

    static func json(_ data: Data, _ status: HTTPResponse.Status = .ok) -> Response {
        reply("application/json; charset=utf-8", .init(byteBuffer: ByteBuffer(bytes: data)), status)
    }

    /// At one byte a second.
    static func dripping(_ data: Data) -> Response {
        let body = ResponseBody(contentLength: data.count) { writer in
            for byte in data {
                try await writer.write(ByteBuffer(bytes: [byte]))
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return reply("application/json", body)
    }

    /// Half of it, then the connection ends.
    static func truncated(_ data: Data) -> Response {
        let body = ResponseBody(contentLength: data.count) { writer in
            try await writer.write(ByteBuffer(bytes: data.prefix(data.count / 2)))
            throw Truncated()
        }
        return reply("application/json", body)
    }

    private static func reply(_ type: String, _ body: ResponseBody, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type], body: body)
    }

    private struct Truncated: Error {}
}
