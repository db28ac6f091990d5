import NIOCore
import NIOHTTP1

/// Lets the parts of one answer through in their order, and nothing else.
///
/// The client ends the process where an answer is not what it is prepared for: a status below 100, which the parser lets pass, counts
/// there as an interim answer, and its end comes unexpected.
final class AnswerOrder: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private enum Place {
        case before, inside, after
    }

    struct Disorder: Error {}

    private var place = Place.before

    /// Puts itself between the parser and the client.
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

    /// A further answer follows (RFC 9110, section 15.2); after 101 none does.
    private static func isInterim(_ status: UInt) -> Bool { status == 100 || (102..<200).contains(status) }
}
