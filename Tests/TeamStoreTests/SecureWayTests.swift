import PrivateCluster
import Synchronizing
import TestKit
import Testing

@testable import TeamStore

/// Over a network nobody is believed to be the server who does not prove it, and nothing is said to him.
@Suite struct SecureWayTests {
    private let book: Book

    init() async throws { book = try await Book.furnished() }

    /// In capitals it is not a name of this machine to us, and leads there.
    private static let far = "LOCALHOST"

    /// A front with a certificate for a name, or without TLS.
    private func front(_ name: String?) async throws -> TLSFront {
        let cluster = book.cluster
        return try await RawConnection.apart { try TLSFront(to: cluster, name: name) }
    }

    /// Why the book cannot be opened by that way; nil if it was.
    private func refusal(_ address: String) throws -> ServerFault? {
        do {
            _ = try TeamStore.open(try BookAddress(address, environment: [:]))
            return nil
        } catch StoreFailure.server(_, let fault) {
            return fault
        }
    }

    @Test func `a server that proves its name is used, whatever else the address asks for`() async throws {
        let front = try await front("localhost")
        let trust = "&sslrootcert=\(front.certificate)"
        for mode in ["", "&sslmode=verify-full", "&sslmode=disable", "&sslmode=prefer"] {
            let refusal = try refusal(front.address(of: book.database, host: Self.far, trust + mode))
            #expect(refusal == nil, "\(mode): \(String(describing: refusal))")
        }
        #expect(front.greetings.secure >= 4 && front.greetings.open == 0)
    }

    @Test func `a server whose certificate is for another name is refused, and not even told who comes`() async throws {
        let front = try await front("db.example")
        for mode in ["", "&sslmode=require", "&sslmode=disable"] {
            let address = front.address(of: book.database, host: Self.far, "&sslrootcert=\(front.certificate)" + mode)
            guard case .otherName(let words)? = try refusal(address), words.contains("db.example") else {
                Issue.record("\(mode): \(String(describing: try refusal(address)))")
                continue
            }
        }
        #expect(front.greetings.secure + front.greetings.open == 0)
    }

    @Test func `a server for which nobody vouches is refused`() async throws {
        let (front, other) = (
            try await front("localhost"), try await front("localhost")
        )
        let address = front.address(of: book.database, host: Self.far, "&sslrootcert=\(other.certificate)")
        guard case .unproved(let words)? = try refusal(address), words.contains("certificate verify failed") else {
            Issue.record("\(String(describing: try refusal(address)))")
            return
        }
        // Without any that could vouch.
        let missing = front.address(of: book.database, host: Self.far, "&sslrootcert=/tmp/no-such-file")
        guard case .unproved(let others)? = try refusal(missing), others.contains("root certificate") else {
            Issue.record("\(String(describing: try refusal(missing)))")
            return
        }
        #expect(front.greetings.secure + front.greetings.open == 0)
    }

    @Test func `a server without TLS is refused, also if the address asks for none`() async throws {
        let front = try await front(nil)
        for mode in ["", "&sslmode=prefer", "&sslmode=disable"] {
            let address = front.address(of: book.database, host: Self.far, "&sslrootcert=/dev/null" + mode)
            guard case .noTLS(let words)? = try refusal(address), words.contains("SSL") else {
                Issue.record("\(mode): \(String(describing: try refusal(address)))")
                continue
            }
        }
        #expect(front.greetings.secure + front.greetings.open == 0)
        // The control: on this machine it is used as it is, and greeted in the open.
        #expect(try refusal(front.address(of: book.database, host: "127.0.0.1")) == nil)
        #expect(front.greetings.secure == 0 && front.greetings.open > 0)
    }
}
