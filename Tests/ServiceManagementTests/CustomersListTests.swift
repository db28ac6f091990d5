import Accounts
import Samples
import Synchronization
import Synchronizing
import TestKit
import Testing

/// The vendor's own list of customers, over a real socket.
@Suite(.timeLimit(.minutes(20))) struct CustomersListTests {
    /// What is asked for, and what came of it.
    private func ask(_ answer: String, status: Int = 200) async throws -> (request: String, verdict: CustomersVerdict) {
        let seen = Mutex("")
        let server = try RawServer { connection in
            let request = connection.readRequest()
            seen.withLock { $0 = request }
            connection.send(HTTPText.answer(answer, status: status))
        }
        var system = Samples.system(server.url())
        system.endpoints.customersList = server.url("/list?x=1")
        let client = try await Client.make(system)
        let exchange = try #require(await client.customers(CustomersRequest(customer: "dbx-1", page: 3, size: 50)))
        return (seen.withLock { $0 }, CustomersVerdict(exchange))
    }

    @Test func `a page is asked for as the protocol says, and read leniently`() async throws {
        let (request, verdict) = try await ask(
            #"{"totalcustomers":7,"Customers":[{"id":12,"NAME":"N","Status":1,"PrimaryDomain":"n.example","Email":"a@n.example"},"#
                + #"{"Name":"no id"},{"ID":""},{"ID":"b"}]}"#
        )
        #expect(request.hasPrefix("POST /list?x=1 HTTP/1.1\r\n"))
        #expect(
            request.hasSuffix(
                #"{"CustomerID":"dbx-1","IsTest":false,"PageID":3,"PageSize":50,"SearchText":"","Statuses":[]}"#
            )
        )
        guard case .page(let page) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(
            page.customers == [
                VendorCustomer(id: "12", name: "N", email: "a@n.example", domain: "n.example", status: "1"),
                VendorCustomer(id: "b", name: ""),
            ]
        )
        #expect((page.count, page.total) == (4, 7))
    }

    @Test(arguments: [
        ("{}", 200), (#"{"Customers":{}}"#, 200), ("[]", 200), ("<html>", 200),
        (#"{"Customers":[],"Customers":[]}"#, 200),
        (#"{"Customers":[]}"#, 500), (#"{"Customers":[]}"#, 404),
    ])
    func `what is no list is none`(answer: String, status: Int) async throws {
        guard case .failed = try await ask(answer, status: status).verdict else {
            Issue.record("\(answer) is taken for a list")
            return
        }
    }

    @Test func `a refusal is told in the vendor's words`() async throws {
        guard case .failed(let reason) = try await ask(#"{"Code":-1,"Message":"not here"}"#).verdict else {
            Issue.record("it is a list")
            return
        }
        #expect(reason == .refused(status: 200, message: "not here"))
    }

    @Test func `without a registered URL nobody is asked`() async throws {
        let client = try await Client.make(Samples.system("http://127.0.0.1:1"))
        let exchange = await client.customers(CustomersRequest())
        #expect(exchange.map { "\($0)" } == nil)
    }
}
