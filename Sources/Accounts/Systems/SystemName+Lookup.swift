import Foundation

extension SystemName {
    /// The name without the differences that people overlook: case, spaces, hyphens, underscores and Unicode's
    /// different forms of one letter.
    ///
    /// Two systems whose names differ only in these cannot both be registered.
    package var squashed: String {
        let folded = rawValue.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
            .filter { scalar in
                switch scalar.properties.generalCategory {
                case .dashPunctuation, .connectorPunctuation: false
                default: !scalar.properties.isWhitespace
                }
            }
        return String(String.UnicodeScalarView(folded))
    }
}

/// Why a name that somebody typed does not identify a system.
package enum SystemNameProblem: Error, Hashable, Sendable {
    /// No system has the name; `known` lists those that exist.
    case unknown(known: [SystemName])
    /// The name fits several systems, and is the exact name of none.
    case ambiguous([SystemName])
}

extension Collection<ProvisioningSystem> {
    /// The system that a person means: the one with exactly this name, otherwise the only one whose name is the same
    /// when squashed.
    package func named(_ text: String) throws(SystemNameProblem) -> ProvisioningSystem {
        let name = SystemName(text)
        if let exact = first(where: { $0.name == name }) { return exact }
        let alike = filter { $0.name.squashed == name.squashed }
        if alike.count > 1 { throw .ambiguous(alike.map(\.name)) }
        guard let only = alike.first else { throw .unknown(known: map(\.name)) }
        return only
    }
}
