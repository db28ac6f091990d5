import Foundation
import NIOHTTP1

extension Fault.Kind {
    /// The response before anything is executed; nil if the fault lets the request through.
    func refusal() async throws -> Response? {
        switch self {
        case .stall:
            try await Task.sleep(for: .seconds(3600))
            return Response(status: .gatewayTimeout)
        case .reset: return .hangUp
        case .internalError: return .internalError
        case .redirect:
            return Response(status: .temporaryRedirect, headers: ["Location": "http://127.0.0.1:9/elsewhere"])
        case .unauthorized: return Response(status: .unauthorized)
        case .forbidden: return Response(status: .forbidden)
        case .unavailable: return Response(status: .serviceUnavailable)
        case .throttled(let seconds):
            return Response(status: .tooManyRequests, headers: ["Retry-After": String(seconds)])
        case .slow(let milliseconds):
            try await Task.sleep(for: .milliseconds(milliseconds))
            return nil
        default: return nil
        }
    }

    /// The response to what was executed, with what the fault makes of the answer.
    func response(_ answer: Data) -> Response {
        switch self {
        case .resetAfterExecution: .hangUp
        case .internalErrorAfterExecution: .internalError
        case .html: .page("<!doctype html><title>Sign in</title><p>Please sign in.</p>")
        case .lyingCode: .json(Data(#"{"Code":7,"Message":"","Result":""}"#.utf8))
        case .drip: .dripping(answer)
        case .truncate: .truncated(answer)
        default: .json(answer)
        }
    }
}
