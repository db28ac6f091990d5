import Foundation

extension SystemName {
    /// The name without what people do not tell apart: case, spaces, hyphens, underscores and Unicode's forms of one
    /// letter.
    ///
    /// Two systems with the same one cannot be registered beside each other.
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

/// Why a name that somebody typed names no system.
package enum SystemNameProblem: Error, Hashable, Sendable {
    /// None has it; these are there.
    case unknown(known: [SystemName])
    /// It may mean several, and is the exact name of none.
    case ambiguous([SystemName])
}

extension Collection<ProvisioningSystem> {
    /// The system that a person names: exactly, else the only one whose name cannot be told from it.
    package func named(_ text: String) throws(SystemNameProblem) -> ProvisioningSystem {
        let name = SystemName(text)
        if let exact = first(where: { $0.name == name }) { return exact }
        let alike = filter { $0.name.squashed == name.squashed }
        if alike.count > 1 { throw .ambiguous(alike.map(\.name)) }
        guard let only = alike.first else { throw .unknown(known: map(\.name)) }
        return only
    }
}
