/// A name that another system gave to something: compared exactly, never built by rule.
package protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable,
    CustomStringConvertible, ExpressibleByStringLiteral
{
    init(rawValue: String)
}

extension Identifier {
    package init(_ text: String) { self.init(rawValue: text) }

    package init(stringLiteral value: String) { self.init(rawValue: value) }

    package var description: String { rawValue }

    /// Orders by Unicode scalars, so that an order never depends on a locale.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The platform's own id of an account; it travels to the vendor as `ID` and `ResellerID`.
package struct AccountID: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The code by which operators know an account.
package struct AccountCode: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The vendor's id of an account.
package struct ExternalID: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

extension ExternalID {
    /// The id as it is compared with those of other accounts: without white space at its ends, in Unicode's normal form C.
    package var folded: String { rawValue.trimmed.composed }
}

/// The instance name of a provisioning system; one vendor can be registered under several.
package struct SystemName: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The vendor's id of a sync option.
package struct FieldID: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of one attempt to create an account; it travels to the vendor as the track id.
package struct AttemptID: Identifier {
    /// A UUID in its usual spelling, lower case.
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The name by which a workspace is told from every other.
package struct WorkspaceID: Identifier {
    /// A UUID in its usual spelling, lower case.
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}
