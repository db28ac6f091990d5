package import FoundationEssentials

extension Account {
    /// Where an account's values come from, and as of when.
    package struct Origin: Hashable, Sendable {
        package enum Source: Hashable, Sendable {
            /// A file, by the last component of its path; `-` is standard input.
            case file(String)
            case bss
        }

        package var source: Source
        /// When the source was last seen to give these values; set when they are written.
        package var asOf: Date
        /// How many complete reads of the BSS in a row did not see the account, counted up to `mostUnseen`.
        package var unseen: Int

        package init(_ source: Source, asOf: Date, unseen: Int = 0) {
            (self.source, self.asOf, self.unseen) = (source, asOf, unseen)
        }

        /// The moment as of which the account is known to be like this: for one of the BSS, the last pull that did not
        /// miss it.
        package func asOf(pulled: Date?) -> Date {
            guard source == .bss, unseen == 0, let pulled else { return asOf }
            return max(asOf, pulled)
        }

        /// How many reads make an account gone: one may have missed it while it moved between pages.
        ///
        /// Beyond that nothing is counted, so that a read which changes nothing writes nothing.
        package static let mostUnseen = 2
    }

    /// Whether the BSS no longer has the account.
    package var isGone: Bool { origin.map { $0.source == .bss && $0.unseen >= Origin.mostUnseen } ?? false }

    /// The account with another origin; that it is gone, or there again, is a change.
    package func with(_ origin: Origin, now: Date) -> Account {
        var account = self
        account.origin = origin
        if account.isGone != isGone {
            account.revision += 1
            account.updated = now
        }
        return account
    }

    /// The trait that an account has which is gone.
    package static let goneTrait = "gone"
}

/// How it is stored: `bss`, or `file:` and the name.
extension Account.Origin.Source: RawRepresentable {
    package init?(rawValue: String) {
        if rawValue == "bss" {
            self = .bss
        } else if rawValue.utf8.starts(with: Self.file.utf8) {
            self = .file(String(Substring(rawValue.utf8.dropFirst(Self.file.utf8.count))))
        } else {
            return nil
        }
    }

    package var rawValue: String {
        switch self {
        case .bss: "bss"
        case .file(let name): Self.file + name
        }
    }

    private static let file = "file:"
}
