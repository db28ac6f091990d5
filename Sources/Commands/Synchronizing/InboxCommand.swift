import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct InboxCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Lists everything that needs somebody, with why and what to do.",
        discussion: """
            It asks nobody. The kinds are paused, waiting for approval and left behind (bulk runs), in doubt, conflict, \
            already at the vendor, refused, not sent, waiting, not imported and blocked; without a --kind, blocked accounts \
            are counted and not listed.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(help: "Only of this kind.", transform: Inbox.Kind.init(option:))
    var kind: Inbox.Kind?
    @OptionGroup var system: OnlySystemOption
    @Option(help: "The most to list of each kind.", transform: Numbers.limit)
    var limit: Int = 500
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system)?.name
        var inbox = try await opened.needs(InboxQuery(system: system, kind: kind, limit: limit))
        if kind == nil { inbox.items.removeAll { $0.kind == .blocked } }
        var definitions: [SystemName: SyncOptionDefinitions] = [:]
        for system in Set(inbox.items.compactMap(\.system)) {
            definitions[system] = try await opened.systems.definitions(of: system)
        }
        let notices = inbox.items.map { item in item.notice(by: item.system.flatMap { definitions[$0] }) }
        return Shown(InboxJSON(inbox, notices, definitions)) { [inbox] in inbox.print(notices, kind) }
    }
}

extension Inbox.Kind {
    init(option text: String) throws {
        guard let kind = Self(name: text) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no kind \(text); the kinds are \(known).")
        }
        self = kind
    }
}

extension Inbox {
    fileprivate func print(_ notices: [Notice], _ kind: Kind?) {
        let headings = ["CODE", "NAME", "SYSTEM", "KIND", "SINCE", "EXTERNAL ID", "WHY", "WHAT TO DO"]
        let rows = zip(items, notices)
            .map { item, notice -> [String] in
                let code = (item.account?.code ?? item.row?.problem.code)?.rawValue
                return [
                    code ?? item.run.map { RunWords.name($0.id) } ?? "",
                    item.account?.name ?? item.run.map(InboxWords.whose) ?? "",
                    item.system?.rawValue ?? "",
                    item.kind.rawValue,
                    item.since?.stamp ?? "",
                    item.link?.externalID?.rawValue ?? "",
                    notice.headline,
                    notice.cure ?? "",
                ]
            }
        // What no line has is no column.
        let shown = headings.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        var table = Table(shown.map { headings[$0] })
        for row in rows { for column in shown { table.add(row[column]) } }
        if table.isEmpty {
            Output.line(kind == nil ? InboxWords.none : InboxWords.nothingOfKind)
        } else {
            table.print()
        }
        for (other, count) in counts.sorted(by: { $0.key.place < $1.key.place }) where kind == nil || other == kind {
            let listed = items.count { $0.kind == other }
            if listed < count, items.isEmpty || listed > 0 || other == .blocked {
                Output.message(InboxWords.notListed(other, listed, of: count))
            }
        }
    }
}

extension Inbox.Kind {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
