import Testing
import TextScreen

/// A parser with a clock that moves only when told to.
struct Wire {
    private var parser: InputParser
    private var now = ContinuousClock.now

    init(keys: KeyTable = KeyTable(), encoding: CharacterEncoding = .utf8, limits: InputLimits = InputLimits()) {
        parser = InputParser(keys: keys, encoding: encoding, limits: limits)
    }

    var isWaiting: Bool { parser.deadline != nil }

    mutating func send(_ bytes: some Sequence<UInt8>) -> [Input] { parser.take(bytes, at: now) }

    mutating func send(_ text: String) -> [Input] { send(text.utf8) }

    /// Sends the bytes one by one, a millisecond apart.
    mutating func dribble(_ bytes: some Sequence<UInt8>) -> [Input] {
        bytes.flatMap { byte in send([byte]) + pass(.milliseconds(1)) }
    }

    /// Lets time pass without any bytes.
    mutating func pass(_ time: Duration) -> [Input] {
        now = now.advanced(by: time)
        return parser.expire(at: now)
    }

    /// What bytes mean that come all at once, with nothing after them.
    static func meaning(of text: String, keys: KeyTable = KeyTable()) -> [Input] {
        var wire = Wire(keys: keys)
        return wire.send(text) + wire.pass(.seconds(2))
    }
}

extension [Input] {
    static func typed(_ text: String) -> [Input] { text.unicodeScalars.map { .key(.character(Character($0))) } }
}
