/// The tokens that are good or were; in memory only.
struct Tokens: Sendable {
    private var ends: [String: ContinuousClock.Instant] = [:]
    /// Expired tokens that are answered with HTTP 500.
    private var toldBy500: Set<String> = []

    mutating func issue(for lifetime: Duration) -> String {
        // A client that logs in all the time shall not fill the memory.
        if ends.count >= 1_000 { (ends, toldBy500) = ([:], []) }
        var generator = SystemRandomNumberGenerator()
        let token = (0..<4).map { _ in String(UInt64.random(in: 1 << 60 ... .max, using: &generator), radix: 36) }
            .joined()
        ends[token] = .now + lifetime
        return token
    }

    mutating func end(_ token: String, toldBy500 isServerError: Bool) {
        guard ends.removeValue(forKey: token) != nil else { return }
        if isServerError { toldBy500.insert(token) }
    }

    /// The HTTP status that tells that a token is not good; nil if it is.
    func refusal(of token: String?) -> Int? {
        guard let token else { return 401 }
        if let end = ends[token] { return .now < end ? nil : 401 }
        return toldBy500.contains(token) ? 500 : 401
    }
}
