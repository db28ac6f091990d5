/// Some accounts of a list in columns, as one block of bytes: a million of them are printed without making a text of
/// each value.
package struct ListedPortion: RandomAccessCollection, Sendable {
    /// A value that is kept of each account, in the order in which they are appended.
    package enum Cell: Int, Sendable, CaseIterable {
        case id, code, name, kind
        /// Empty if there is no reseller above it.
        case parentCode
        case email, country
    }

    /// The texts of all cells, one behind the other, as a store has them: UTF-8, unless the store is damaged.
    package private(set) var bytes: [UInt8] = []
    /// Where in `bytes` each cell ends.
    private var ends: [Int] = []
    /// The accounts that the BSS no longer has.
    private var gone: Set<Int> = []
    private var links: [Int: [SystemName: Link]] = [:]

    package init() {}

    package init(_ accounts: [ListedAccount]) { for account in accounts { append(account) } }

    package mutating func reserveCapacity(_ count: Int, bytes: Int) {
        ends.reserveCapacity(count * Cell.allCases.count)
        self.bytes.reserveCapacity(bytes)
    }

    /// Appends the next cell; an account is there once all of its cells are.
    package mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: cell)
        ends.append(bytes.count)
    }

    /// Says that the account which was appended last is gone.
    package mutating func endsGone() { gone.insert(count - 1) }

    package mutating func append(_ account: ListedAccount) {
        let cells = [
            account.id.rawValue, account.code.rawValue, account.name, account.kind.rawValue,
            account.parentCode?.rawValue ?? "", account.email, account.country,
        ]
        for cell in cells {
            bytes += cell.utf8
            ends.append(bytes.count)
        }
        if account.isGone { endsGone() }
        if !account.links.isEmpty { links[count - 1] = account.links }
    }

    package mutating func setLink(_ link: Link, of place: Int) { links[place, default: [:]][link.system] = link }

    package var startIndex: Int { 0 }
    package var endIndex: Int { ends.count / Cell.allCases.count }

    /// Where in `bytes` a value of an account is.
    package func range(of cell: Cell, at place: Int) -> Range<Int> {
        let end = place * Cell.allCases.count + cell.rawValue
        return (end == 0 ? 0 : ends[end - 1])..<ends[end]
    }

    package func text(_ cell: Cell, at place: Int) -> String {
        String(decoding: bytes[range(of: cell, at: place)], as: UTF8.self)
    }

    package subscript(place: Int) -> ListedAccount {
        let parent = text(.parentCode, at: place)
        return ListedAccount(
            id: AccountID(text(.id, at: place)),
            code: AccountCode(text(.code, at: place)),
            name: text(.name, at: place),
            // Whoever appends has looked at it.
            kind: Account.Kind(rawValue: text(.kind, at: place)) ?? .directCustomer,
            parentCode: parent.isEmpty ? nil : AccountCode(parent),
            email: text(.email, at: place),
            country: text(.country, at: place),
            isGone: gone.contains(place),
            links: links[place] ?? [:]
        )
    }
}
