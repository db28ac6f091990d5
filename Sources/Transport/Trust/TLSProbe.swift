import Accounts
import NIOCore
import NIOPosix
import NIOSSL

/// Looks at the certificates of an untrusted server to find out why; it accepts none of them and sends no request.
struct TLSProbe {
    /// The longest wait for a reason.
    private static let limit = TimeAmount.seconds(5)

    let trust: Trust

    /// The fault, with everything that can be learnt about it.
    func explain(_ fault: TLSFault, of url: WebURL) async -> TLSFault {
        switch fault {
        case .untrusted: trust.fault(of: await chain(of: url))
        case .otherHost: .otherHost(names: trust.hosts(of: await chain(of: url)))
        default: fault
        }
    }

    /// The certificates that a server presents; none if it cannot be asked.
    private func chain(of url: WebURL) async -> [NIOSSLCertificate] {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let seen = loop.makePromise(of: [NIOSSLCertificate].self)
        let timer = loop.scheduleTask(in: Self.limit) { seen.succeed([]) }
        // A host that is not an address is a name, which is sent to the server.
        let isAddress = (try? SocketAddress(ipAddress: url.host, port: url.port)) != nil
        let connecting = ClientBootstrap(group: loop).connectTimeout(Self.limit)
            .channelInitializer { [configuration = trust.configuration] channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(
                        context: NIOSSLContext(configuration: configuration),
                        serverHostname: isAddress ? nil : url.host,
                        customVerificationCallback: { certificates, verdict in
                            seen.succeed(certificates)
                            verdict.succeed(.failed)
                        }
                    )
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: url.host, port: url.port)
        connecting.whenFailure { _ in seen.succeed([]) }
        connecting.whenSuccess { channel in channel.closeFuture.whenComplete { _ in seen.succeed([]) } }
        // The future never fails.
        let chain = (try? await seen.futureResult.get()) ?? []
        timer.cancel()
        connecting.whenSuccess { $0.close(promise: nil) }
        return chain
    }
}
