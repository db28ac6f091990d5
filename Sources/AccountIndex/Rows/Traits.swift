import Accounts

/// Type, Storefront and fault of an account in one byte.
struct Traits: Hashable {
    let byte: UInt8

    init(byte: UInt8) { self.byte = byte }

    init(_ account: IndexedAccount) {
        let kind = Account.Kind.allCases.firstIndex(of: account.kind) ?? 0
        let fault = account.fault.flatMap { AccountFault.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        byte = UInt8(kind) | (account.isStorefrontManaged ? 4 : 0) | UInt8(fault) << 3
    }

    var kind: Account.Kind { Account.Kind.allCases[min(Int(byte & 3), Account.Kind.allCases.count - 1)] }
    var isStorefrontManaged: Bool { byte & 4 != 0 }
    var fault: AccountFault? {
        let number = Int(byte >> 3)
        return number == 0 || number > AccountFault.allCases.count ? nil : AccountFault.allCases[number - 1]
    }
}

extension SyncState {
    /// The states by their bytes; 0 is an account without a link.
    var byte: UInt8 { UInt8((Self.allCases.firstIndex(of: self) ?? 0) + 1) }

    init?(byte: UInt8) {
        guard byte > 0, Int(byte) <= Self.allCases.count else { return nil }
        self = Self.allCases[Int(byte) - 1]
    }
}
