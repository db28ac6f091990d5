package import Foundation
import FoundationNetworking

/// What a server replied to a client without the code under test.
package struct Reply: Hashable, Sendable {
    package var status: Int
    package var body: String

    /// The body as a JSON object, if it is one.
    package var object: NSDictionary? {
        // A web page is not JSON, and still a reply.
        try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? NSDictionary
    }
    /// The body as any JSON, if it is any.
    package var json: NSObject? {
        // As above.
        try? JSONSerialization.jsonObject(with: Data(body.utf8), options: .fragmentsAllowed) as? NSObject
    }

    /// A value of the JSON, by a path of names and numbers joined by dots.
    package subscript(_ path: String) -> NSObject? {
        path.split(separator: ".")
            .reduce(json) { value, key in
                if let array = value as? NSArray, let index = Int(key) {
                    return index < array.count ? array[index] as? NSObject : nil
                }
                return (value as? NSDictionary)?[String(key)] as? NSObject
            }
    }
    package var code: Int? { object?["Code"] as? Int }
    package var result: String? { object?["Result"] as? String }

    /// Asks without following redirects: a GET, or with a body a POST, unless another method is given.
    package static func ask(
        _ url: String,
        _ body: String? = nil,
        headers: [String: String] = [:],
        method: String? = nil
    ) async throws -> Reply {
        guard let url = URL(string: url) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method ?? (body == nil ? "GET" : "POST")
        request.httpBody = body.map { Data($0.utf8) }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let session = URLSession(configuration: .ephemeral, delegate: Staying(), delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let (data, response) = try await session.data(for: request)
        return Reply(
            status: (response as? HTTPURLResponse)?.statusCode ?? 0,
            body: String(decoding: data, as: UTF8.self)
        )
    }

    private final class Staying: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
