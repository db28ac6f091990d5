import Accounts
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronizing

/// What happened on the wire, before anyone has interpreted the answer.
enum RawExchange: Sendable {
    case notSent(Unsent)
    case broken(Break)
    case answered(RawAnswer)
}

/// An answer whose body nobody has interpreted yet.
struct RawAnswer: Sendable {
    var status: Int
    var retryAfter: Duration?
    /// The whole body, or why there is none.
    var body: Result<[UInt8], Unreadable>
}

/// One exchange over a fresh connection: HTTP/1.1, no redirects or retries, a total deadline, at most 1 MiB of answer.
struct WireExchange: Sendable {
    /// The longest answer that is read, in bytes (reliability.md, network).
    static let longestBody = 1 << 20

    let client: HTTPClient
    let request: HTTPClientRequest
    let errors: UnsentErrors
    let deadline: Duration
    let watch: FirstByteWatch

    func run() async -> RawExchange {
        let (deadline, errors) = (deadline, errors)
        return await withTaskGroup(of: RawExchange?.self) { group in
            group.addTask { await exchange() }
            group.addTask {
                do { try await Task.sleep(for: deadline) } catch { return nil }
                return watch.giveUp() ? .broken(.timedOut) : .notSent(errors.timedOut)
            }
            var first: RawExchange?
            while first == nil, let next = await group.next() { first = next }
            group.cancelAll()
            return first ?? .notSent(.cancelled)
        }
    }

    private func exchange() async -> RawExchange {
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            var answer = RawAnswer(
                status: Int(response.status.code),
                retryAfter: response.headers["Retry-After"].compactMap { RetryAfter($0)?.duration }.max(),
                body: .success([])
            )
            do {
                let body = try await response.body.collect(upTo: Self.longestBody)
                answer.body = .success(Array(body.readableBytesView))
            } catch is NIOTooManyBytesError {
                answer.body = .failure(.tooLong)
            } catch is CancellationError {
                return .broken(.timedOut)
            } catch {
                answer.body = .failure(.cutOff)
            }
            return .answered(answer)
        } catch {
            if watch.wasRefused { return .notSent(.gateClosed) }
            return watch.giveUp() ? .broken(Break(error)) : .notSent(errors.unsent(error))
        }
    }
}
