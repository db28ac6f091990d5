import AccountFiles
import Accounts
import Foundation
import Synchronizing
import Telling

/// An account as JSON: its columns as an import reads them, and what is known of it here.
struct AccountRowJSON: Encodable {
    struct Parent: Encodable {
        var code: String
        var id, name: String?
        var externalId: String?

        init(_ parent: AccountOnSystem) {
            code = parent.account.code.rawValue
            (id, name) = (parent.account.id.rawValue, parent.account.name)
            externalId = parent.link?.externalID?.rawValue
        }

        init(_ code: AccountCode) { self.code = code.rawValue }
    }

    private let account: Account
    /// When the BSS was last read.
    private let pulled: Date?
    private let parent: Parent?
    let status: [SystemName: LinkJSON]

    private enum Member: CodingKey {
        case parent, created, updated, origin, status
    }

    init(_ row: AccountRow, parent: AccountOnSystem? = nil, systems: [ProvisioningSystem] = [], pulled: Date? = nil) {
        (account, self.pulled) = (row.account, pulled)
        self.parent = parent.map(Parent.init) ?? row.parentCode.map(Parent.init)
        let unlinked = LinkJSON(fault: AccountFault(row.account))
        status = Dictionary(uniqueKeysWithValues: systems.map { ($0.name, unlinked) })
            .merging(row.links.mapValues(LinkJSON.init)) { $1 }
    }

    func encode(to encoder: any Encoder) throws {
        try AccountJSON.encode(account, to: encoder)
        var members = encoder.container(keyedBy: Member.self)
        // Always written, like a cell in CSV: null says that there is no parent.
        try members.encode(parent, forKey: .parent)
        try members.encode(account.created, forKey: .created)
        try members.encode(account.updated, forKey: .updated)
        try members.encodeIfPresent(OriginJSON(account, pulled: pulled), forKey: .origin)
        try members.encode(status, forKey: .status)
    }
}

/// Where an account comes from.
struct OriginJSON: Encodable {
    var source: String
    var file: String?
    var asOf: Date
    var gone: Bool

    init?(_ account: Account, pulled: Date? = nil) {
        guard let origin = account.origin else { return nil }
        switch origin.source {
        case .bss: source = "bss"
        case .file(let name): (source, file) = ("file", name)
        }
        asOf = origin.asOf(pulled: pulled)
        gone = account.isGone
    }
}

struct LinkJSON: Encodable {
    var state: String
    /// Why the account's own data blocks it.
    var fault: String?
    /// Why nothing can be sent to the system, where that is told.
    var hindrance: String?
    var externalId: String?
    var origin: String?
    var unconfirmed: Bool?
    var verified: Bool?
    var order: OrderJSON?
    var options: [FieldID: String]?
    var attempt: String?
    var detail: String?
    var changed: Date?
    var by: String?

    /// On a system where nothing is known of the account, which may have a fault.
    init(fault: AccountFault?) {
        state = (fault == nil ? SyncState.notSynchronized : .blocked).rawValue
        self.fault = fault?.rawValue
    }

    init(_ link: Link) {
        state = link.state.rawValue
        externalId = link.externalID?.rawValue
        origin = link.origin?.rawValue
        unconfirmed = link.isUnconfirmed
        verified = link.witness != nil
        order = link.witness.map { OrderJSON($0) }
        options = link.options
        attempt = link.attempt?.rawValue
        detail = link.detail.isEmpty ? nil : link.detail
        changed = link.changed
        by = link.by
    }
}

/// The order that verified an account.
struct OrderJSON: Encodable {
    var id, product: String
    /// A day.
    var date: String
    var seen: Date

    init(_ witness: Witness) {
        (id, product, date) = (witness.order, witness.product, witness.placed.date)
        seen = witness.seen
    }
}
