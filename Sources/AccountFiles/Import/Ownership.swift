import Accounts

/// What becomes of the origin of a known account when there is a row of it.
enum Ownership {
    /// It stays, unless a value changes.
    case kept
    /// The account becomes the source's, or is seen again, even if no value changes.
    case taken
    /// The account stays the BSS's: the source may not change it.
    case refused

    init(of account: Account, by source: Account.Origin.Source, overBSS: Bool) {
        let isOfBSS = account.origin?.source == .bss
        switch source {
        case .bss: self = isOfBSS && account.origin?.unseen == 0 ? .kept : .taken
        case .file: self = !isOfBSS ? .kept : overBSS ? .taken : .refused
        }
    }
}
