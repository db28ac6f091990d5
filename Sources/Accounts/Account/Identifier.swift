/// A name that another system assigned: compared exactly, never constructed by a rule.
package protocol Identifier: RawRepresentable<String>, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable,
    CustomStringConvertible, ExpressibleByStringLiteral
{
    init(rawValue: String)
}

extension Identifier {
    package init(_ text: String) { self.init(rawValue: text) }

    package init(stringLiteral value: String) { self.init(rawValue: value) }

    package var description: String { rawValue }

    /// Orders by Unicode scalars, so that the order never depends on a locale.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The platform's id of an account; it is sent to the vendor as `ID` and `ResellerID`.
package struct AccountID: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The code by which operators know an account.
package struct AccountCode: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct ExternalID: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

extension ExternalID {
    /// The id as it is compared with those of other accounts: without white space at its ends, in Unicode's normal form
    /// C.
    package var folded: String { rawValue.trimmed.composed }
}

/// The instance name of a provisioning system; one vendor can be registered under several names.
package struct SystemName: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct FieldID: Identifier {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// The id of one attempt to create an account; it is sent to the vendor as the track id.
package struct AttemptID: Identifier {
    /// A UUID in its usual spelling, in lower case.
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Distinguishes a workspace from every other.
package struct WorkspaceID: Identifier {
    /// A UUID in its usual spelling, in lower case.
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}
