import NIOCore
import NIOHTTP1

/// Lets the parts of one answer through in their order, and nothing else.
///
/// The client crashes the process on an answer that it does not expect: it takes a status below 100, which the parser
/// lets through, for an interim answer, and then the end of that answer is unexpected.
final class AnswerOrder: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private enum Place {
        case before, inside, after
    }

    struct Disorder: Error {}

    private var place = Place.before

    /// Inserts the handler between the parser and the client.
    static func install(in channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(AnswerOrder(), position: .after(parser))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (place, unwrapInboundIn(data)) {
        case (.after, _): return
        case (.before, .head(let head)) where Self.isInterim(head.status.code): return
        case (.before, .head(let head)) where head.status.code > 100: place = .inside
        case (.inside, .body): break
        case (.inside, .end): place = .after
        default:
            place = .after
            context.fireErrorCaught(Disorder())
            return context.close(promise: nil)
        }
        context.fireChannelRead(data)
    }

    /// Whether another answer follows (RFC 9110, section 15.2); none does after 101.
    private static func isInterim(_ status: UInt) -> Bool { status == 100 || (102..<200).contains(status) }
}
