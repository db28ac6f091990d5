import Synchronization

/// What texts were decoded to that come again with every send: of a registration, and of a form's definitions.
final class KnownTexts<Value: Sendable>: Sendable {
    private let known = Mutex<[String: Value]>([:])

    func value(of text: String, or decode: () throws(Damage) -> Value) throws(Damage) -> Value {
        if let value = known.withLock({ $0[text] }) { return value }
        let value = try decode()
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[text] = value
        }
        return value
    }

    private static var most: Int { 16 }
}
