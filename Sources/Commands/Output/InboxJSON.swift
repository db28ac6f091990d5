import Accounts
import Foundation
import Synchronizing
import Telling

struct InboxJSON: Encodable {
    struct Row: Encodable {
        /// `file` or `bss`.
        var source: String
        var file: String?
        /// Only of a file.
        var line: Int?
        var element: Int?
        var column, code, id: String?
    }

    struct Item: Encodable {
        var kind: String
        /// The number of the bulk run that waits for approval, or was left.
        var run: Int?
        var account: ToldAccount?
        /// The row that the last import refused, or the account that the last pull of it did.
        var row: Row?
        var system: String?
        var since: Date?
        var by, attempt, externalId, vendorsWords, fault: String?
        /// The fields that the vendor's words name.
        var fields: [NamedValueJSON]?
        /// The account that has the id.
        var holder: ToldAccount?
        var message: String
        var details: [String]?
        var cure: String?
    }

    /// How many there are of each kind, listed or not.
    var counts: [String: Int]
    var items: [Item]

    init(_ inbox: Inbox, _ notices: [Notice], _ definitions: [SystemName: SyncOptionDefinitions]) {
        counts = Dictionary(uniqueKeysWithValues: inbox.counts.map { ($0.key.rawValue, $0.value) })
        items = zip(inbox.items, notices)
            .map { item, notice in Item(item, notice, item.system.flatMap { definitions[$0] }) }
    }
}

extension InboxJSON.Row {
    init(_ row: RefusedRow) {
        let problem = row.problem
        self.init(
            source: row.isOfBSS ? "bss" : "file",
            file: row.file,
            line: row.isOfBSS ? nil : problem.line,
            element: row.isOfBSS ? nil : problem.place.element,
            column: problem.column,
            code: problem.code?.rawValue,
            id: problem.id?.rawValue
        )
    }
}

extension InboxJSON.Item {
    fileprivate init(_ item: Inbox.Item, _ notice: Notice, _ definitions: SyncOptionDefinitions?) {
        kind = item.kind.rawValue
        account = item.account.map { ToldAccount($0) }
        row = item.row.map(InboxJSON.Row.init)
        system = item.system?.rawValue
        run = item.run?.id.rawValue
        since = item.since
        by = item.run?.by ?? item.link?.by
        attempt = item.link?.attempt?.rawValue
        externalId = item.link?.externalID?.rawValue
        if case .system(let system) = item { vendorsWords = system.pause?.vendorsWords }
        vendorsWords = vendorsWords ?? item.link?.reason?.vendorsWords
        fault = item.kind == .blocked ? item.account.flatMap { AccountFault($0)?.rawValue } : nil
        let named = definitions.flatMap { definitions in item.link?.fieldsNamed(by: definitions) } ?? []
        fields = named.isEmpty ? nil : named.map { NamedValueJSON(label: $0.name, value: $0.value) }
        holder = item.open?.holder.map { ToldAccount($0.account) }
        message = notice.headline
        details = notice.details.isEmpty ? nil : notice.details
        cure = notice.cure
    }
}
