import Accounts
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Synchronizing

/// What happened on the wire, before anyone has interpreted the bytes of the answer.
package typealias RawExchange = Exchange<[UInt8]>

/// One exchange over a fresh connection: HTTP/1.1, no redirects or retries, a total deadline, a bounded answer.
struct WireExchange: Sendable {
    let client: HTTPClient
    let request: HTTPClientRequest
    let errors: UnsentErrors
    let deadline: Duration
    let watch: FirstByteWatch
    /// The longest answer that is read, in bytes.
    let longestBody: Int

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
            var answer = Response<[UInt8]>(
                status: Int(response.status.code),
                retryAfter: response.headers["Retry-After"].compactMap { RetryAfter($0)?.duration }.max(),
                body: .answer([])
            )
            do {
                let body = try await response.body.collect(upTo: longestBody)
                answer.body = .answer(Array(body.readableBytesView))
            } catch is NIOTooManyBytesError {
                answer.body = .unreadable(.tooLong)
            } catch is CancellationError {
                return .broken(.timedOut)
            } catch {
                answer.body = .unreadable(.cutOff)
            }
            return .answered(answer)
        } catch {
            if watch.wasRefused { return .notSent(.gateClosed) }
            return watch.giveUp() ? .broken(Break(error)) : .notSent(errors.unsent(error))
        }
    }
}
