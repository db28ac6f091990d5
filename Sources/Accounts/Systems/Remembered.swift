import Synchronization

/// What was made last of a few keys that come again with every send: of a registration, of a form's definitions.
package final class Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Mutex<[Key: Value]>([:])

    package init() {}

    package func value<Failure: Error>(of key: Key, or make: () throws(Failure) -> Value) throws(Failure) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        let value = try make()
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[key] = value
        }
        return value
    }

    private static var most: Int { 16 }
}
