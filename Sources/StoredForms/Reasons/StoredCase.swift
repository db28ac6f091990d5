/// An enum that is stored as a reason, or as a part of one.
package protocol StoredCases: Hashable, Sendable {
    /// All of its cases.
    static var stored: [StoredCase<Self>] { get }
}

extension StoredCases {
    package init?(_ reason: StoredReason) {
        let (name, inner) = reason.divided
        guard let value = Self.stored.first(where: { $0.name == name })?.read(inner) else { return nil }
        self = value
    }

    /// Adds the name of the case and its values to a reason.
    func write(to reason: inout StoredReason) { _ = Self.stored.contains { $0.write(self, &reason) } }
}

/// One case of an enum, for reading and for writing: its name, and the fields that hold its values.
///
/// The name is written out, so that renaming a case changes no file.
package struct StoredCase<Whole: StoredCases>: Sendable {
    let name: String
    /// Makes the value from the fields; nil if one is missing.
    let read: @Sendable (StoredReason) -> Whole?
    /// Writes the value into the fields; false if it is of another case.
    let write: @Sendable (Whole, inout StoredReason) -> Bool

    init(_ name: String, _ whole: Whole) { self.init(name, { whole }) }

    init<each Value>(
        _ name: String,
        _ make: @escaping @Sendable (repeat each Value) -> Whole,
        _ field: repeat StoredField<each Value>
    ) {
        self.name = name
        // The only error is that a value is missing.
        read = { reason in try? make(repeat (each field).read(reason).unwrapped()) }
        write = { whole, reason in
            for var values in sequence(first: EnumValues(whole), next: \.inner) {
                // Reflection only proposes the values; they are the right ones if they make the same whole.
                guard let found = try? (repeat values.next((each Value).self)), make(repeat each found) == whole
                else { continue }
                reason.kind += (reason.kind.isEmpty ? "" : ".") + name
                repeat (each field).write(each found, &reason)
                return true
            }
            return false
        }
    }
}

/// The values of an enum's case, as reflection finds them.
private struct EnumValues {
    private var values: [Any]

    init(_ whole: Any) {
        let payload = Mirror(reflecting: whole).children.map(\.value).prefix(1)
        let parts = payload.map { Mirror(reflecting: $0) }.filter { $0.displayStyle == .tuple }
        values = parts.isEmpty ? Array(payload) : parts.flatMap { $0.children.map(\.value) }
    }

    /// The values one level deeper, if the first value is an enum itself.
    var inner: EnumValues? {
        values.first.flatMap { Mirror(reflecting: $0).displayStyle == .enum ? EnumValues($0) : nil }
    }

    mutating func next<Value>(_: Value.Type) throws -> Value {
        try (values.isEmpty ? nil : values.removeFirst() as? Value).unwrapped()
    }
}

private struct Missing: Error {}

extension Optional {
    fileprivate func unwrapped() throws -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}
