import Foundation
import Synchronization

extension Vendor {
    func serve() {
        while let connection = socket.accept() {
            let (number, isBroken) = state.withLock { state in
                state.connections += 1
                state.underWay += 1
                return (state.connections, state.broken.remove(state.connections) != nil)
            }
            guard !isBroken else {
                connection.reset()
                leave()
                continue
            }
            Thread.detachNewThread { [self] in
                while serve(connection, number) {}
                leave()
            }
        }
        socket.close()
    }

    private func leave() { state.withLock { $0.underWay -= 1 } }

    /// Serves one request; returns whether another may come over the connection.
    ///
    /// Otherwise the connection is closed.
    private func serve(_ connection: Socket, _ number: Int) -> Bool {
        guard let peeked = requestLine(connection) else {
            connection.close()
            return false
        }
        guard !peeked.starts(with: "BARRIER".utf8) else {
            // It does not count: it only had to find out that everything before it has been accepted.
            state.withLock { $0.connections -= 1 }
            connection.close()
            return false
        }
        var (request, reply) = begin(peeked, number)
        switch reply.reads {
        case .nothing: break
        case .head: _ = readHead(connection, &request)
        case .all:
            guard let rest = readHead(connection, &request) else {
                note(request)
                connection.close()
                return false
            }
            readBody(connection, rest, &request)
        }
        note(request)
        guard reply.reads != .all || request.isBodyComplete else {
            connection.close()
            return false
        }
        return carryOut(reply, request, connection)
    }

    /// The bytes that have come once the request line is whole.
    private func requestLine(_ connection: Socket) -> [UInt8]? {
        while true {
            let bytes = connection.receive(peeking: true)
            if bytes.isEmpty { return nil }
            if bytes.contains(UInt8(ascii: "\n")) || bytes.starts(with: "BARRIER".utf8) { return bytes }
            // The rest of the line is on its way.
            usleep(500)
        }
    }

    /// Records a request as soon as its line is seen, and finds its reply.
    private func begin(_ bytes: [UInt8], _ connection: Int) -> (Received, Reply) {
        state.withLock { state in
            var request = Received(number: state.ledger.received.count, connection: connection)
            request.readHead(bytes)
            let call = state.calls[request.endpoint, default: 0] + 1
            state.calls[request.endpoint] = call
            request.call = call
            let reply = state.scripts[request.endpoint]?[call] ?? state.usual[request.endpoint] ?? .truth
            request.reply = reply.name
            state.ledger.received.append(request)
            return (request, reply)
        }
    }

    private func note(_ request: Received) {
        let witness = state.withLock { state in
            state.ledger.received[request.number] = request
            return state.witness
        }
        guard request.endpoint == .synchronize, let objection = witness?(request) else { return }
        state.withLock { $0.ledger.objections.append(objection) }
    }

    /// Reads the head; returns what followed it in the same bytes, or nil if it does not come whole.
    private func readHead(_ connection: Socket, _ request: inout Received) -> [UInt8]? {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = bytes.firstRange(of: end) {
                request.readHead(Array(bytes[..<range.upperBound]))
                return Array(bytes[range.upperBound...])
            }
            let more = connection.receive()
            if more.isEmpty { return nil }
            bytes += more
        }
    }

    private func readBody(_ connection: Socket, _ rest: [UInt8], _ request: inout Received) {
        var body = rest
        while body.count < request.contentLength {
            let more = connection.receive()
            if more.isEmpty { break }
            body += more
        }
        request.isBodyComplete = body.count >= request.contentLength
        request.readBody(body)
    }

    private func carryOut(_ reply: Reply, _ request: Received, _ connection: Socket) -> Bool {
        let now = Clock.uptime
        // A request that did not come whole cannot be executed.
        let answer = truth(request, executing: reply.executes == .first && request.isBodyComplete)
        var isThere = true
        for step in reply.steps where isThere {
            switch step {
            case .say(let bytes): isThere = connection.send(bytes(answer))
            case .wait(let time): isThere = !connection.waitForHangUp(time)
            }
        }
        if request.endpoint == .exists, isThere {
            state.withLock { state in
                state.ledger.received[request.number].said = reply.says(answer)
                state.ledger.received[request.number].saidAt = now
            }
        }
        if reply.executes == .late, request.isBodyComplete { _ = truth(request, executing: true) }
        switch reply.ending {
        case .close: connection.close()
        case .reset: connection.reset()
        case .keepAlive: return true
        }
        return false
    }

    /// The true answer, after executing the request if that is to be done.
    private func truth(_ request: Received, executing: Bool) -> Truth {
        var saying: Saying?
        let json: String
        switch request.endpoint {
        case .syncOptions: json = Self.definitions
        case .exists:
            let id = state.withLock { $0.ledger.created.last { $0.account == request.account }?.externalID }
            saying = id == nil ? .absent : .present
            json = id.map { #"{"Code":1,"Message":"","Result":"\#($0)"}"# } ?? #"{"Code":0,"Message":"","Result":null}"#
        case .synchronize:
            let id = executing ? execute(request) : "v-0"
            json = #"{"Code":0,"Message":"","Result":"\#(id)","GeneratedPassword":"\#(Self.password)"}"#
        case .other: json = "{}"
        }
        return Truth(json: json, saying: saying, port: port, path: request.path)
    }

    private func execute(_ request: Received) -> String {
        state.withLock { state in
            let id = "v-\(state.ledger.created.count + 1)"
            state.ledger.created.append(
                Created(
                    request: request.number,
                    trackID: request.trackID,
                    account: request.account ?? "?",
                    externalID: id
                )
            )
            return id
        }
    }

    private static let definitions = #"""
        {"Fields": [
            {"ID": "role", "Definition": {"ID": "role", "Name": "Role", "Kind": "List", "IsRequired": true, "PredefinedValues":
                [{"ID": "1", "Name": "User"}, {"ID": "2", "Name": "Reseller"}]}},
            {"ID": "email", "Definition": {"ID": "email", "Name": "Email", "Kind": "SimpleValue", "IsRequired": true}}]}
        """#
}

extension Received {
    var contentLength: Int { headers("content-length").flatMap { Int($0) } ?? 0 }

    private func headers(_ name: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name + ":") {
            return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
        }
        return nil
    }

    mutating func readHead(_ bytes: [UInt8]) {
        head = String(decoding: bytes, as: UTF8.self)
        isHeadComplete = head.contains("\r\n\r\n")
        let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
        method = words.first.map(String.init) ?? ""
        path = words.count > 1 ? String(words[1]) : ""
        endpoint = Endpoint(path: path)
        trackID = headers("x-cloudplatform-trackid")
    }

    mutating func readBody(_ bytes: [UInt8]) {
        body = String(decoding: bytes, as: UTF8.self)
        // An incomplete body names nobody.
        guard let members = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else { return }
        account = members["ID"] as? String
        parent = members["ResellerID"] as? String
        parentExternalID = members["ResellerExternalID"] as? String
    }
}
