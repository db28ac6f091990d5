/// A name that another system gave to something: compared exactly, never built by rule.
public protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Codable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// Wraps a text as it came.
    init(rawValue: String)
}

extension Identifier {
    /// Wraps a text as it came.
    public init(_ text: String) { self.init(rawValue: text) }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The identifier as it came.
    public var description: String { rawValue }

    /// Orders by Unicode scalars, so that an order never depends on a locale.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The platform's own id of an account; it travels to the vendor as `ID` and `ResellerID`.
public struct AccountID: Identifier {
    /// The id as the platform wrote it.
    public let rawValue: String

    /// Wraps a text as it came.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The code by which operators know an account.
public struct AccountCode: Identifier {
    /// The code as the platform wrote it.
    public let rawValue: String

    /// Wraps a text as it came.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The vendor's id of an account.
public struct ExternalID: Identifier {
    /// The id as the vendor wrote it.
    public let rawValue: String

    /// Wraps a text as it came.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The instance name of a provisioning system; one vendor can be registered under several.
public struct SystemName: Identifier {
    /// The name as the operator registered it.
    public let rawValue: String

    /// Wraps a text as it came.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The vendor's id of a sync option.
public struct FieldID: Identifier {
    /// The id as the service manager wrote it.
    public let rawValue: String

    /// Wraps a text as it came.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of one attempt to create an account; it travels to the vendor as the track id.
public struct AttemptID: Identifier {
    /// A UUID in its usual spelling, lower case.
    public let rawValue: String

    /// Wraps a text as it came.
    public init(rawValue: String) { self.rawValue = rawValue }
}
