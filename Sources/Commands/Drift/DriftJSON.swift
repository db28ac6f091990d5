import Accounts
import Foundation
import Pulling
import Synchronizing
import Telling

struct DriftJSON: Encodable {
    struct Field: Encodable {
        var field: String
        var bss, sent, vendor: String?
        var differs, matters: Bool

        init(_ line: AccountViews.Line) {
            field = line.field.rawValue
            (bss, sent, vendor) = (line.book, line.sent, line.vendor)
            (differs, matters) = (line.differs, line.matters)
        }
    }

    struct Customer: Encodable {
        var id, name, email, domain, status: String

        init(_ customer: VendorCustomer) {
            (id, name, email) = (customer.id.rawValue, customer.name, customer.email)
            (domain, status) = (customer.domain, customer.status)
        }
    }

    var kind: String
    var account: ToldAccount?
    var system: String
    var externalId: String?
    var matters: Bool
    var fields: [Field]?
    /// The other accounts that are linked to the same id.
    var sharedWith: [ToldAccount]?
    var customer: Customer?
    var message: String
    var cure: String

    init(_ drift: Drift) {
        kind = drift.kind.rawValue
        account = drift.account.map { ToldAccount($0) }
        system = drift.system.rawValue
        externalId = drift.externalID?.rawValue
        matters = drift.matters
        fields = drift.lines.isEmpty ? nil : drift.lines.map { Field($0) }
        sharedWith = drift.sharing.isEmpty ? nil : drift.sharing.map { ToldAccount($0.account) }
        customer = drift.customer.map { Customer($0) }
        (message, cure) = (drift.phrase, drift.cure)
    }
}

struct DriftsJSON: Encodable {
    struct Problem: Encodable {
        var system, message: String
    }

    /// How many linked accounts were compared.
    var compared: Int
    var counts: [String: Int]
    var drifts: [DriftJSON]
    /// What was not asked, or not looked for.
    var remarks: [String]
    var problems: [Problem]
}

struct ViewsJSON: Encodable {
    struct Vendor: Encodable {
        var exists: String
        var customer: DriftJSON.Customer?
    }

    /// A sync option that the BSS itself holds.
    struct Option: Encodable {
        var name, value: String
        var sent: String?
        var differs: Bool
    }

    var account: ToldAccount
    var system, state: String
    var externalId: String?
    var verified: Bool
    var origin: OriginJSON?
    var sent: Date?
    var vendor: Vendor?
    /// Left out if the BSS was not asked, or tells of none.
    var bssOptions: [Option]?
    var bssProblem: String?
    var fields: [DriftJSON.Field]
    var drifts: [DriftJSON]

    init(_ views: AccountViews, held: HeldOptions?) {
        let linked = views.linked
        account = ToldAccount(linked.account)
        (system, state) = (linked.link.system.rawValue, linked.link.state.rawValue)
        externalId = linked.link.externalID?.rawValue
        verified = linked.link.witness != nil
        origin = OriginJSON(linked.account)
        sent = linked.intent?.begun.wall
        vendor = views.vendor.map { vendor in
            Vendor(exists: vendor.exists.phrase, customer: vendor.customer.map { DriftJSON.Customer($0) })
        }
        switch held {
        case .options(let options)?:
            bssOptions = options.map { Option(name: $0.name, value: $0.value, sent: $0.sent, differs: $0.differs) }
        case .unreadable(let problem)?: bssProblem = problem.phrase
        case .untold?, nil: break
        }
        fields = views.lines.map { DriftJSON.Field($0) }
        drifts = views.drifts.map { DriftJSON($0) }
    }
}
