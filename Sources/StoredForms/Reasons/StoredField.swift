import Accounts
import FoundationEssentials
import Synchronizing

/// Where the values of one type are in a stored reason.
struct StoredField<Value>: Sendable {
    let read: @Sendable (StoredReason) -> Value?
    let write: @Sendable (Value, inout StoredReason) -> Void
}

extension StoredField {
    private init(_ path: any WritableKeyPath<StoredReason, Value?> & Sendable) {
        self.init(read: { $0[keyPath: path] }, write: { $1[keyPath: path] = $0 })
    }

    /// A value of another type, made from the field's and turned into it.
    private func map<Other>(
        _ read: @escaping @Sendable (Value) -> Other?,
        _ write: @escaping @Sendable (Other) -> Value
    ) -> StoredField<Other> {
        let field = self
        return StoredField<Other>(read: { field.read($0).flatMap(read) }, write: { field.write(write($0), &$1) })
    }
}

extension StoredField where Value: StoredCases {
    /// A part, whose kind follows that of the whole.
    static var part: Self { Self(read: { Value($0) }, write: { $0.write(to: &$1) }) }
}

extension StoredField<String> {
    static var host: Self { Self(\.host) }
    static var proxy: Self { Self(\.proxy) }
    static var name: Self { Self(\.name) }
    static var issuer: Self { Self(\.issuer) }
    static var file: Self { Self(\.file) }
    static var text: Self { Self(\.text) }
}

extension StoredField<String?> {
    static var proxy: Self { Self(read: { $0.proxy }, write: { $1.proxy = $0 }) }
    static var file: Self { Self(read: { $0.file }, write: { $1.file = $0 }) }
}

extension StoredField<[String]> {
    static var names: Self { Self(\.names) }
}

extension StoredField where Value: Identifier {
    static var name: Self { StoredField<String>.name.map({ Value($0) }, \.rawValue) }
    static var text: Self { StoredField<String>.text.map({ Value($0) }, \.rawValue) }
}

extension StoredField<SecretReference> {
    static var text: Self { StoredField<String>.text.map({ SecretReference($0) }, { "\($0)" }) }
}

extension StoredField<Int> {
    static var number: Self { Self(\.number) }
    static var column: Self { Self(\.column) }
}

extension StoredField<Int32> {
    static var number: Self { StoredField<Int>.number.map({ Int32(exactly: $0) }, { Int($0) }) }
}

extension StoredField<Unicode.Scalar> {
    /// The character with the stored Unicode number.
    static var number: Self {
        StoredField<Int>.number.map({ UInt32(exactly: $0).flatMap(Unicode.Scalar.init) }, { Int($0.value) })
    }
}

extension StoredField<Date> {
    static var seconds: Self {
        StoredField<Double>(\.seconds)
            .map({ Date(timeIntervalSinceReferenceDate: $0) }, \.timeIntervalSinceReferenceDate)
    }
}

extension StoredField<Duration> {
    /// A time; none if it is one that our program would never wait for.
    static var seconds: Self {
        StoredField<Double>(\.seconds)
            .map({ (0...1e6).contains($0) ? .milliseconds(Int64(($0 * 1000).rounded())) : nil }, \.seconds)
    }
}
