import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A request and its connection, so that a fault can close it.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    func reset() async throws -> Response {
        try await channel.close()
        return Response(status: .badGateway)
    }
}

extension Fault.Kind {
    /// The response before anything is executed; nil if the fault lets the request through.
    func refusal(_ context: SandboxContext) async throws -> Response? {
        switch self {
        case .stall:
            try await Task.sleep(for: .seconds(3600))
            return Response(status: .gatewayTimeout)
        case .reset: return try await context.reset()
        case .internalError: return .internalError
        case .redirect:
            return Response(status: .temporaryRedirect, headers: [.location: "http://127.0.0.1:9/elsewhere"])
        case .unauthorized: return Response(status: .unauthorized)
        case .forbidden: return Response(status: .forbidden)
        case .unavailable: return Response(status: .serviceUnavailable)
        case .throttled(let seconds): return Response(status: .tooManyRequests, headers: [.retryAfter: String(seconds)])
        case .slow(let milliseconds):
            try await Task.sleep(for: .milliseconds(milliseconds))
            return nil
        default: return nil
        }
    }

    /// The response to what was executed, with what the fault makes of the answer.
    func response(_ answer: Data, _ context: SandboxContext) async throws -> Response {
        switch self {
        case .resetAfterExecution: try await context.reset()
        case .internalErrorAfterExecution: .internalError
        case .html: .page("<!doctype html><title>Sign in</title><p>Please sign in.</p>")
        case .lyingCode: .json(Data(#"{"Code":7,"Message":"","Result":""}"#.utf8))
        case .drip: .dripping(answer)
        case .truncate: .truncated(answer)
        default: .json(answer)
        }
    }
}
