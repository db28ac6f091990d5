import FoundationEssentials
import NIOCore
import NIOHTTP1

/// A client's connection: its requests one after the other, each with the response to it.
struct HTTPConnection: Sendable {
    private let channel: any Channel
    private let requests: AsyncStream<Request>

    /// Lets a channel that was just accepted speak HTTP/1.1.
    init(_ channel: any Channel) throws {
        let (requests, reading) = AsyncStream.makeStream(of: Request.self)
        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
        try channel.pipeline.syncOperations.addHandler(RequestReader(reading))
        self.channel = channel
        self.requests = requests
    }

    /// Responds until the client or a response ends the connection, or the task is cancelled.
    ///
    /// A request is executed even if its client is gone meanwhile, as any server does it.
    func serve(_ respond: @Sendable (Request) async -> Response) async {
        for await request in requests {
            let response = await respond(request)
            guard !Task.isCancelled else { break }
            // Whoever does not listen any more needs no response.
            guard let isWhole = try? await send(response), isWhole, request.head.isKeepAlive else { break }
        }
        // The client may have closed it first.
        try? await channel.close()
    }

    /// Returns whether the whole response is sent.
    private func send(_ response: Response) async throws -> Bool {
        switch response.delivery {
        case .never: return false
        case .whole:
            write(.head(response.head))
            write(.body(.byteBuffer(ByteBuffer(bytes: response.body))))
        case .dripping:
            write(.head(response.head))
            for byte in response.body {
                try await flush(.body(.byteBuffer(ByteBuffer(bytes: [byte]))))
                try await Task.sleep(for: .seconds(1))
            }
        case .truncated:
            write(.head(response.head))
            let half = response.body.prefix(response.body.count / 2)
            try await flush(.body(.byteBuffer(ByteBuffer(bytes: half))))
            return false
        }
        try await flush(.end(nil))
        return true
    }

    private func write(_ part: HTTPServerResponsePart) { channel.write(part, promise: nil) }

    private func flush(_ part: HTTPServerResponsePart) async throws { try await channel.writeAndFlush(part) }
}

/// Puts the parts of each request together.
private final class RequestReader: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let requests: AsyncStream<Request>.Continuation
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(_ requests: AsyncStream<Request>.Continuation) { self.requests = requests }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, ByteBuffer())
        case .body(var part): if body.readableBytes <= Request.longestBody { body.writeBuffer(&part) }
        case .end: if let head { requests.yield(Request(head, body: body)) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { requests.finish() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) { requests.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
