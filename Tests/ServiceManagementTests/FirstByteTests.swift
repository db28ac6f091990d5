import NIOCore
import NIOEmbedded
import Testing

@testable import ServiceManagement
@testable import Transport

/// What tells *not sent* from *in doubt*: whether a byte passed, and that none passes after it was said that none did.
@Suite struct FirstByteTests {
    private func prepared(_ watch: FirstByteWatch) async throws -> NIOAsyncTestingChannel {
        let channel = NIOAsyncTestingChannel()
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
        try await watch.prepare(channel).get()
        return channel
    }

    @Test func `before the first byte nothing was sent, and after giving up nothing ever is`() async throws {
        let watch = FirstByteWatch()
        let channel = try await prepared(watch)
        #expect(!watch.giveUp())
        await #expect(throws: (any Error).self) { try await channel.writeOutbound(ByteBuffer(string: "POST")) }
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(!watch.giveUp())
    }

    @Test func `after the first byte it is in doubt, and what follows passes too`() async throws {
        let watch = FirstByteWatch()
        let channel = try await prepared(watch)
        try await channel.writeOutbound(ByteBuffer(string: "POST"))
        #expect(watch.giveUp())
        try await channel.writeOutbound(ByteBuffer(string: " /"))
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "POST"))
        #expect(try await channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: " /"))
        #expect(!watch.wasRefused)
    }

    @Test func `a gate that says no closes the connection`() async throws {
        let watch = FirstByteWatch { false }
        let channel = NIOAsyncTestingChannel()
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
        await #expect(throws: FirstByteWatch.Closed.self) { try await watch.prepare(channel).get() }
        #expect(watch.wasRefused)
        #expect(!watch.giveUp())
        #expect(!channel.isActive)
    }

    @Test func `a gate that says yes after it was given up opens nothing`() async throws {
        let watch = FirstByteWatch()
        #expect(!watch.giveUp())
        let channel = NIOAsyncTestingChannel()
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
        await #expect(throws: FirstByteWatch.Closed.self) { try await watch.prepare(channel).get() }
        #expect(!watch.wasRefused)
    }
}
