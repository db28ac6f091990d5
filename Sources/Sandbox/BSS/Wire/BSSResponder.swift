import Foundation
import NIOHTTP1

/// Answers requests as the BSS does, or as faults demand.
struct BSSResponder: Sendable {
    let bss: BSS
    let arrivals: Arrivals
    let latency: Duration

    func respond(to request: Request, _ route: BSSRoute) async throws -> Response {
        let body = try request.text
        let arrival = try arrivals.arrive(call(request, route, body))
        try await Task.sleep(for: latency)
        do {
            guard BSSRoute.endpoints.contains(route.endpoint) else { return try edit(request, route, body) }
            for fault in arrival.faults {
                if let refusal = try await fault.refusal() { return refusal }
                if !fault.leavesAnAnswer { break }
            }
            let answer = try answer(request, route, body, arrival)
            return arrival.faults.first { !$0.leavesAnAnswer }?.response(answer) ?? .json(answer)
        } catch let refusal as BSSRefusal {
            return .json(try sortedJSON(["message": refusal.message]), .init(statusCode: refusal.status))
        } catch let refusal as Login.Refusal {
            return .json(try sortedJSON(["error": refusal.error]), .init(statusCode: refusal.status))
        }
    }

    /// The line for the log; whatever is sent to get a token stays out of it.
    private func call(_ request: Request, _ route: BSSRoute, _ body: String) -> Call {
        Call(
            method: request.method.rawValue,
            path: request.path,
            query: route == .token ? nil : request.query,
            endpoint: route.endpoint,
            body: route == .token ? "" : body
        )
    }

    private func answer(
        _ request: Request,
        _ route: BSSRoute,
        _ body: String,
        _ arrival: Arrivals.Arrival
    ) throws -> Data {
        guard request.method == (route == .token ? .POST : .GET) else {
            throw BSSRefusal(status: 405, message: "The method is not allowed here.")
        }
        let authorization = request["Authorization"]
        guard route != .token else {
            try Login(authorization: authorization, contentType: request["Content-Type"], body: body)
                .check(bss.configuration)
            let lifetime = Int(bss.configuration.tokenLifetime.components.seconds)
            return try sortedJSON(TokenAnswer(token: bss.issueToken(), lifetime: lifetime))
        }
        let token = Login.credentials("bearer", authorization)
        for fault in arrival.faults where fault == .expired || fault == .expiredTold500 {
            if let token { bss.end(token, toldBy500: fault == .expiredTold500) }
        }
        if let status = bss.refusal(of: token) {
            throw BSSRefusal(status: status, message: status == 401 ? "Unauthorized." : "An error has occurred.")
        }
        let asked = BSSRequest(
            parameters: FormFields.parse(request.query ?? ""),
            list: "http://\(request.authority)\(request.path)",
            query: request.query ?? "",
            dialect: try BSSDialect(version: request["X-Api-Version"]),
            number: arrival.number,
            faults: arrival.faults
        )
        return try sortedJSON(bss.answer(route, asked))
    }
}
