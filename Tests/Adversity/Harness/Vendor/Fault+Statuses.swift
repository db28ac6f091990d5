extension Fault {
    /// Every status that a server may return.
    static let statuses: [Fault] = refusals + doubtful + special

    private static let refusals: [Fault] =
        [401, 403, 404, 405, 413, 415].flatMap { [status($0, [.refused]), page($0, [.refused])] }
        + [400, 422].flatMap { [status($0, [.refused]), page($0, [.doubt])] }

    private static let doubtful: [Fault] =
        [
            402, 406, 407, 408, 409, 410, 411, 412, 414, 416, 417, 418, 421, 423, 424, 425, 426, 428, 431, 451, 500,
            501, 502,
            503, 504, 505, 507, 508, 511, 520, 599,
        ]
        .map { status($0, [.doubt]) }
        + [500, 502, 503, 504].map { page($0, [.doubt]) }

    private static let special: [Fault] = [
        status(429, [.throttled]), page(429, [.throttled]),
        Fault(doubt: "500 with the truth", .say { HTTPText.answer(500, $0.json) }),
        Fault(doubt: "503 with Retry-After", .say { HTTPText.answer(503, "{}", "Retry-After: \($0.path.count % 2)") }),
        Fault("429 with Retry-After", [.throttled], .say { _ in HTTPText.answer(429, "{}", "Retry-After: 0") }),
        Fault(
            "429 with a date",
            [.throttled],
            .say { _ in HTTPText.answer(429, "{}", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT") }
        ),
        Fault(doubt: "a status of 999", .say { HTTPText.answer(999, $0.json) }),
        Fault(doubt: "a status of 0", .say { HTTPText.answer(0, $0.json) }),
        Fault("201", [.answered], .say { HTTPText.answer(201, $0.json) }),
        Fault(doubt: "204", .say { _ in HTTPText.head(204, []) }),
        Fault("206", [.answered], .say { HTTPText.answer(206, $0.json) }),
    ]

    /// Every redirect, to the same vendor and elsewhere.
    static let redirects: [Fault] = [300, 301, 302, 303, 307, 308]
        .flatMap { status in
            [
                Fault(
                    doubt: "\(status) to itself",
                    .say { redirect(status, to: "http://127.0.0.1:\($0.port)\($0.path)") }
                ),
                Fault(
                    doubt: "\(status) elsewhere",
                    .say { redirect(status, to: "http://localhost:\($0.port)/elsewhere\($0.path)") }
                ),
            ]
        }

    private static func redirect(_ status: Int, to place: String) -> [UInt8] {
        HTTPText.answer(status, "", "Location: \(place)")
    }

    private static func status(_ status: Int, _ verdicts: Set<Verdict>) -> Fault {
        Fault("\(status)", verdicts, .say { _ in HTTPText.answer(status, #"{"Message":"no"}"#) })
    }

    private static func page(_ status: Int, _ verdicts: Set<Verdict>) -> Fault {
        Fault("\(status) as a page", verdicts, .say { _ in HTTPText.answer(status, "<html><body>no</body></html>") })
    }
}
