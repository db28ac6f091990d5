import Accounts
import Synchronizing
import Testing

@Suite struct ClassificationTests {
    typealias Body = Response<AccountAnswer>.Body

    private func send(_ status: Int, _ body: Body) -> String {
        switch SendVerdict(.answered(Response(status: status, body: body))) {
        case .created(let id, _, _): "created \(id)"
        case .refused(let status, let message): "refused \(status) \(message)"
        case .throttled: "throttled"
        case .notSent: "not sent"
        case .inDoubt: "in doubt"
        }
    }

    private func exists(_ status: Int, _ body: Body) -> String {
        switch ExistsVerdict(.answered(Response(status: status, body: body))) {
        case .absent: "absent"
        case .present(let id): "present \(id)"
        case .refused: "refused"
        case .throttled: "throttled"
        case .unreachable: "unreachable"
        case .unclear: "unclear"
        }
    }

    private func answer(_ code: Int?, _ result: ExternalID? = nil, _ message: String = "") -> Body {
        .answer(AccountAnswer(code: code, message: message, result: result))
    }

    @Test(arguments: [401, 403, 404, 405, 413, 415])
    func `these statuses are refused, whatever the body`(status: Int) {
        for body in [answer(0, "x"), .object(message: "no"), .unreadable(.page)] {
            #expect(send(status, body).hasPrefix("refused"))
            #expect(exists(status, body) == "refused")
        }
    }

    @Test(arguments: [400, 422])
    func `these statuses are refused only if a JSON object says so`(status: Int) {
        #expect(send(status, .object(message: "bad name")) == "refused \(status) bad name")
        #expect(send(status, .unreadable(.page)) == "in doubt")
        #expect(exists(status, .unreadable(.page)) == "unclear")
    }

    @Test func `429 is throttled`() {
        #expect(send(429, .unreadable(.empty)) == "throttled")
        #expect(exists(429, .unreadable(.empty)) == "throttled")
    }

    @Test(arguments: [
        100, 199, 300, 301, 302, 307, 308, 402, 406, 408, 409, 410, 418, 425, 451, 499, 500, 501, 502, 503, 504, 599,
        999,
    ])
    func `every other status is in doubt, even with a good answer`(status: Int) {
        #expect(send(status, answer(0, "dbx-1")) == "in doubt")
        #expect(exists(status, answer(1, "dbx-1")) == "unclear")
    }

    @Test func `a 2xx answer to synchronize counts by its code`() {
        #expect(send(200, answer(0, "dbx-1")) == "created dbx-1")
        #expect(send(201, answer(0, "dbx-1")) == "created dbx-1")
        #expect(send(200, answer(-3, nil, "bad post code")) == "refused 200 bad post code")
        #expect(send(200, answer(-3, "dbx-1")) == "refused 200 ")
        #expect(send(200, answer(5, "dbx-1")) == "created dbx-1")
        #expect(send(200, answer(5, "dbx-1", "<Errors><Error/></Errors>")).hasPrefix("refused"))
        #expect(send(200, answer(5)) == "in doubt")
        #expect(send(200, answer(0)) == "in doubt")
        #expect(send(200, answer(nil, "dbx-1")) == "created dbx-1")
        #expect(send(200, .object(message: "")) == "in doubt")
        #expect(send(200, .unreadable(.page)) == "in doubt")
    }

    @Test func `a 2xx answer to exists counts by its code`() {
        #expect(exists(200, answer(0)) == "absent")
        #expect(exists(200, answer(0, "dbx-1")) == "absent")
        #expect(exists(200, answer(1, "dbx-1")) == "present dbx-1")
        #expect(exists(200, answer(1)) == "unclear")
        #expect(exists(200, answer(7, "dbx-1")) == "unclear")
        #expect(exists(200, answer(-1)) == "refused")
        #expect(exists(200, answer(nil, "dbx-1")) == "present dbx-1")
        #expect(exists(200, .object(message: "")) == "unclear")
        #expect(exists(200, .unreadable(.empty)) == "unclear")
    }

    @Test func `before the first byte it is not sent, after it in doubt`() {
        guard case .notSent(.connectionRefused) = SendVerdict(.notSent(.connectionRefused(host: "h"))) else {
            Issue.record("not sent")
            return
        }
        for broken in [Break.timedOut, .connectionLost, .unreadable] {
            guard case .inDoubt(.broken(broken)) = SendVerdict(.broken(broken)) else {
                Issue.record("in doubt")
                continue
            }
        }
    }
}
