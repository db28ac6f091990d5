/// A way in which an HTTP exchange can go wrong or be odd, and how a synchronize request that meets it must be judged.
package struct Fault: Sendable {
    /// How an answer to synchronize must be judged (docs/reliability.md, "One attempt").
    package enum Verdict: String, Sendable {
        /// It counts as an answer all the same.
        case answered
        case refused
        /// The vendor asked to try again later.
        case throttled
        /// Nobody can tell.
        case doubt
    }

    package var name: String
    /// How an answer to synchronize must be judged: as any of these.
    package var verdicts: Set<Verdict>
    package var reply: Reply

    init(
        _ name: String,
        _ verdicts: Set<Verdict>,
        reads: Reply.Reading = .all,
        ending: Reply.Ending = .close,
        _ steps: Reply.Step...
    ) {
        self.init(name, verdicts, reads, ending, steps)
    }

    init(
        doubt name: String,
        reads: Reply.Reading = .all,
        ending: Reply.Ending = .close,
        _ steps: Reply.Step...
    ) {
        self.init(name, [.doubt], reads, ending, steps)
    }

    init(_ name: String, _ verdicts: Set<Verdict>, body: @escaping @Sendable (Truth) -> String) {
        self.init(name, verdicts, .all, .close, [.say { HTTPText.answer(200, body($0)) }])
    }

    init(doubt name: String, body: @escaping @Sendable (Truth) -> String) {
        self.init(name, [.doubt], body: body)
    }

    private init(
        _ name: String,
        _ verdicts: Set<Verdict>,
        _ reads: Reply.Reading,
        _ ending: Reply.Ending,
        _ steps: [Reply.Step]
    ) {
        self.name = name
        self.verdicts = verdicts
        let isAnswer = verdicts.contains(.answered)
        reply = Reply(name, reads: reads, steps: steps, ending: ending) { isAnswer ? $0.saying : nil }
    }

    /// Whether it only spoils answers that have a code.
    package var isAboutCode: Bool {
        name.hasPrefix("Code") || name.hasPrefix("a member twice") || name == "both spellings"
    }

    package static let all = wire + lengths + statuses + redirects + bodies
    /// Whether it is over only with the deadline of whoever sends.
    var outlastsDeadline: Bool {
        reply.steps.contains { step in
            guard case .wait(let time) = step else { return false }
            return time > .seconds(1)
        }
    }

    /// Longer than the deadline of whoever meets it.
    static let long = Reply.Step.wait(.seconds(12))
}

extension Fault {
    /// Connections that end, stall or drip, at every point.
    static let wire: [Fault] = [
        Fault(doubt: "reset before reading", reads: .nothing, ending: .reset),
        Fault(doubt: "closed before reading", reads: .nothing),
        Fault(doubt: "stalled before reading", reads: .nothing, long),
        Fault(doubt: "reset after the head", reads: .head, ending: .reset),
        Fault(doubt: "closed after the head", reads: .head),
        Fault(doubt: "stalled after the head", reads: .head, long),
        Fault(doubt: "reset after reading", ending: .reset),
        Fault(doubt: "closed after reading"),
        Fault(doubt: "stalled after reading", long),
        Fault(doubt: "stalled, then reset", ending: .reset, long),
        Fault(doubt: "reset in the status line", ending: .reset, .say { _ in Array("HTTP/1.1 2".utf8) }),
        Fault(doubt: "closed in the status line", .say { _ in Array("HTTP/1.1 2".utf8) }),
        Fault(doubt: "stalled in the status line", .say { _ in Array("HTTP/1.1 2".utf8) }, long),
        Fault(doubt: "closed in the head", .say { Array(HTTPText.answer(200, $0.json).prefix(40)) }),
        Fault(doubt: "stalled in the head", .say { Array(HTTPText.answer(200, $0.json).prefix(40)) }, long),
        Fault(
            doubt: "closed after the answer's head",
            .say { Array(HTTPText.answer(200, $0.json).dropLast($0.json.utf8.count)) }
        ),
        Fault(doubt: "reset in the body", ending: .reset, .say { Array(HTTPText.answer(200, $0.json).dropLast(5)) }),
        Fault(doubt: "closed in the body", .say { Array(HTTPText.answer(200, $0.json).dropLast(5)) }),
        Fault(doubt: "stalled in the body", .say { Array(HTTPText.answer(200, $0.json).dropLast(5)) }, long),
        Fault(doubt: "stalled before the last byte", .say { Array(HTTPText.answer(200, $0.json).dropLast(1)) }, long),
        Fault(
            "dripping",
            [.answered, .doubt],
            .say { Array(HTTPText.answer(200, $0.json).prefix(3)) },
            .wait(.milliseconds(20)),
            .say { Array(HTTPText.answer(200, $0.json).dropFirst(3).prefix(60)) },
            .wait(.milliseconds(20)),
            .say { Array(HTTPText.answer(200, $0.json).dropFirst(63)) }
        ),
        Fault(doubt: "late", .wait(.seconds(8)), .say { HTTPText.answer(200, $0.json) }),
        Fault("kept alive", [.answered], ending: .keepAlive, .say { HTTPText.answer(200, $0.json) }),
        Fault("twice", [.answered, .doubt], .say { HTTPText.answer(200, $0.json) + HTTPText.answer(200, $0.json) }),
        Fault(doubt: "no HTTP", .say { _ in Array("SSH-2.0-OpenSSH_9.2\r\n\r\n".utf8) }),
        Fault(doubt: "HTTP/2", .say { _ in [0, 0, 0, 4, 0, 0, 0, 0, 0] }),
        Fault(doubt: "HTTP/0.9", .say { Array($0.json.utf8) }),
        Fault("HTTP/1.0", [.answered], .say { Array("HTTP/1.0 200 OK\r\n\r\n\($0.json)".utf8) }),
    ]

    /// Heads that lie about the body.
    static let lengths: [Fault] = [
        Fault("no length", [.answered], .say { HTTPText.head(200, []) + Array($0.json.utf8) }),
        Fault(doubt: "a length too long", .say { HTTPText.head(200, ["Content-Length: 5000"]) + Array($0.json.utf8) }),
        Fault(
            doubt: "a length too long, stalled",
            .say { HTTPText.head(200, ["Content-Length: 5000"]) + Array($0.json.utf8) },
            long
        ),
        Fault(doubt: "a length too short", .say { HTTPText.head(200, ["Content-Length: 9"]) + Array($0.json.utf8) }),
        Fault(doubt: "a length of 0", .say { HTTPText.head(200, ["Content-Length: 0"]) + Array($0.json.utf8) }),
        Fault(doubt: "a negative length", .say { HTTPText.head(200, ["Content-Length: -1"]) + Array($0.json.utf8) }),
        Fault(
            doubt: "a length that is none",
            .say { HTTPText.head(200, ["Content-Length: many"]) + Array($0.json.utf8) }
        ),
        Fault(
            doubt: "two lengths",
            .say { HTTPText.head(200, ["Content-Length: 3", "Content-Length: 70"]) + Array($0.json.utf8) }
        ),
        Fault(
            doubt: "an enormous length",
            .say { HTTPText.head(200, ["Content-Length: 99999999999"]) + Array($0.json.utf8) }
        ),
        Fault("chunks", [.answered], .say { chunked([$0.json]) + Array("0\r\n\r\n".utf8) }),
        Fault(doubt: "chunks without an end", .say { chunked([$0.json]) }),
        Fault(doubt: "chunks, stalled", .say { chunked([$0.json]) }, long),
        Fault(doubt: "a chunk cut", .say { Array(chunked([$0.json]).dropLast(9)) }),
        Fault(
            doubt: "a chunk with no size",
            .say { HTTPText.head(200, ["Transfer-Encoding: chunked"]) + Array("zz\r\n\($0.json)".utf8) }
        ),
        Fault(
            doubt: "a long head",
            .say { HTTPText.answer(200, $0.json, "X: " + String(repeating: "x", count: 200_000)) }
        ),
        Fault("1xx once", [.answered], .say { HTTPText.head(100, []) + HTTPText.answer(200, $0.json) }),
        Fault("1xx in a flood", [.answered, .doubt], .say { flood(103, 2000) + HTTPText.answer(200, $0.json) }),
        Fault(doubt: "1xx and nothing more", .say { _ in flood(102, 50) }, long),
        Fault(doubt: "101", .say { _ in HTTPText.head(101, ["Upgrade: websocket", "Connection: Upgrade"]) }),
        Fault(
            doubt: "gzip",
            .say { _ in HTTPText.answer(200, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], ["Content-Encoding: gzip"]) }
        ),
        Fault(doubt: "oversized", .say { HTTPText.answer(200, $0.json + String(repeating: " ", count: 2 << 20)) }),
        Fault(
            doubt: "a megabyte of nothing",
            .say { HTTPText.answer(200, String(repeating: " ", count: 1 << 20) + $0.json) }
        ),
    ]

    private static func flood(_ status: Int, _ count: Int) -> [UInt8] {
        Array(repeating: HTTPText.head(status, []), count: count).flatMap(\.self)
    }

    private static func chunked(_ parts: [String]) -> [UInt8] {
        HTTPText.head(200, ["Transfer-Encoding: chunked"])
            + parts.flatMap { Array("\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n".utf8) }
    }
}
