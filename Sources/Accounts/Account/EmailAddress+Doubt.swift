extension EmailAddress {
    /// Something that the HTML rule allows but that real addresses hardly ever have.
    package enum Doubt: Hashable, Sendable, CaseIterable {
        /// A dot is at either end of the part before the `@`, or next to another dot (RFC 5321, section 4.1.2).
        case dots
        /// There is no dot after the `@`, as in a host name inside a company.
        case noDot
        /// The domain ends with a single letter, or with digits as an IP address does.
        case topLevel
    }

    /// What should be checked again; empty for most addresses.
    package var doubts: [Doubt] {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let labels = parts[1].split(separator: ".")
        var doubts: [Doubt] = []
        if parts[0].split(separator: ".", omittingEmptySubsequences: false).contains(where: \.isEmpty) {
            doubts.append(.dots)
        }
        if labels.count == 1 { doubts.append(.noDot) }
        if let last = labels.last, labels.count > 1, last.count == 1 || last.allSatisfy(\.isNumber) {
            doubts.append(.topLevel)
        }
        return doubts
    }
}
