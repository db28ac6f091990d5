import Accounts
import Foundation
import PlainText
import Samples
import Synchronizing
import Telling
import Testing
import Workspace

@testable import Commands

/// Lists that are written byte by byte, against what defines them.
@Suite struct QuickOutputTests {
    private var random = RandomText(seed: 1)

    private mutating func account(_ number: Int) -> Account {
        Account(
            id: AccountID(random.text()),
            code: AccountCode(random.text()),
            name: random.text(),
            kind: Account.Kind.allCases[number % 3],
            email: number.isMultiple(of: 4) ? "a@b.example" : random.text(),
            country: number.isMultiple(of: 5) ? "DE" : random.text(),
            phone: random.text(),
            website: random.text(),
            contact: .init(firstName: random.text(), lastName: random.text()),
            address: .init(
                line1: random.text(),
                line2: random.text(),
                city: random.text(),
                postCode: random.text(),
                state: random.text()
            ),
            isStorefrontManaged: number.isMultiple(of: 7),
            created: Date(timeIntervalSinceReferenceDate: Double(number % 9) * 1e7 + 0.9),
            updated: Date(timeIntervalSinceReferenceDate: -1e9 - Double(number % 11) / 8),
            origin: number.isMultiple(of: 3)
                ? nil
                : Account.Origin(
                    number.isMultiple(of: 2) ? .bss : .file(random.text()),
                    asOf: Date(timeIntervalSinceReferenceDate: Double(number % 5)),
                    unseen: number % 5
                )
        )
    }

    private mutating func row(_ number: Int) -> AccountRow {
        let account = account(number)
        var row = AccountRow(
            key: AccountKey(Int64(number)),
            account: account,
            links: [:],
            parentCode: number.isMultiple(of: 2) ? AccountCode(random.text()) : nil
        )
        for system in 0..<number % 4 {
            let name = SystemName(system == 0 ? "Dropbox" : random.text())
            row.links[name] = Link(
                account: account.id,
                system: name,
                state: system == 1 ? .refused : .synchronized,
                externalID: system == 2 ? nil : ExternalID(random.text()),
                options: system == 1 ? [:] : [FieldID(random.text()): random.text(), "b": "\n", "a": "{\n}"],
                reason: system == 1 ? .words(random.text()) : nil,
                changed: Date(timeIntervalSinceReferenceDate: Double(number)),
                by: random.text()
            )
        }
        return row
    }

    @Test mutating func `a list in JSON is what an encoder writes`() throws {
        var rows = (0..<400).map { row($0) }
        for systems in [[], ["Dropbox"], ["Zz", "Dropbox", "a"]] as [[SystemName]] {
            let systems = systems.map { Samples.system(name: $0) }
            var printing = AccountsAsJSON(systems: systems)
            var text = Array(printing.head().utf8)
            for start in stride(from: 0, to: rows.count, by: 150) {
                text += try printing.text(Array(rows[start..<min(start + 150, rows.count)]))
            }
            text += printing.foot().utf8
            let encoded = try Output.text(ofJSON: rows.map { AccountRowJSON($0, systems: systems) }) + "\n"
            if !text.elementsEqual(encoded.utf8) {
                let (mine, its) = (String(decoding: text, as: UTF8.self), encoded)
                let pair = zip(mine.split(separator: "\n"), its.split(separator: "\n")).first { $0 != $1 }
                Issue.record("\(String(describing: pair))")
            }
            rows.removeFirst(7)
        }
    }

    @Test mutating func `a list in columns is made of what goes through the door, as wide as the widest so far`() {
        let accounts = (0..<400).map { ListedAccount(row($0)) }
        for systems in [[], ["Dropbox"], ["Zz", "Dropbox"]] as [[SystemName]] {
            let systems = systems.map { Samples.system(name: $0) }
            var printing = AccountsAsTable(systems: systems)
            var rows = [["CODE", "NAME", "TYPE", "PARENT", "CC", "EMAIL", "PROVISIONING SYNC STATUS"]]
            var widths = rows[0].map(\.columns)
            var (text, expected): ([UInt8], String) = ([], "")
            for start in stride(from: 0, to: accounts.count, by: 150) {
                let portion = Array(accounts[start..<min(start + 150, accounts.count)])
                text += printing.text(ListedPortion(portion))
                rows += portion.map { account in
                    let states = systems.map { "\($0.name): \(account.status(on: $0.name))" }
                    return [
                        account.code.rawValue, account.name, account.kind.rawValue, account.parentCode?.rawValue ?? "",
                        account.country, account.email, states.joined(separator: ", "),
                    ]
                }
                let shown = rows.map { $0.map(\.visible) }
                for row in shown { widths = zip(widths, row).map { max($0, $1.columns) } }
                for row in shown {
                    var line = zip(row, widths).map { $0.padded(to: $1 + 2) }.joined()
                    while line.unicodeScalars.last == " " { line.unicodeScalars.removeLast() }
                    expected += line + "\n"
                }
                rows = []
            }
            #expect(text.elementsEqual(expected.utf8))
        }
    }

    @Test mutating func `a portion of a list has the accounts that it was made of`() {
        let accounts = (0..<400).map { ListedAccount(row($0)) }.filter { $0.parentCode?.rawValue != "" }
        #expect(Array(ListedPortion(accounts)) == accounts)
    }

    private mutating func item(_ number: Int) -> Plan.Item {
        let account = account(number)
        let obstacles: [Plan.Obstacle] = [
            .ownParent, .words(random.text(), cure: random.text()), .words(random.text(), cure: nil),
            .parentOtherwise(AccountCode(random.text())),
        ]
        let verdicts: [Plan.Verdict] = [
            .ready, .waits(for: AccountCode(random.text())), .synchronized(as: ExternalID(random.text())),
            .synchronized(as: nil), .inDoubt, .blocked(obstacles), .blocked([]),
        ]
        return Plan.Item(
            id: account.id,
            code: account.code,
            name: account.name,
            traits: number.isMultiple(of: 8) ? [:] : account.traits,
            parent: number.isMultiple(of: 2) ? AccountCode(random.text()) : nil,
            fields: (0..<number % 4)
                .map { field in
                    Plan.Field(
                        id: FieldID(random.text()),
                        label: random.text(),
                        value: random.text(),
                        provenance: field == 0 ? .none : field == 1 ? .entered : .words(random.text())
                    )
                },
            warnings: number.isMultiple(of: 3) ? obstacles : [],
            adopts: number.isMultiple(of: 5),
            allowsStorefront: number.isMultiple(of: 6),
            verdict: verdicts[number % verdicts.count]
        )
    }

    @Test mutating func `a plan in JSON is what an encoder writes`() throws {
        let limits = RunLimits(inFlight: 4, ratePerSecond: 2)
        for count in [0, 1, 300] {
            let items = (0..<count).map { item($0) }
            let plan = Plan(workspace: "w", system: "Dropbox", definitions: random.text(), items: items)
            let forecast = Forecast(of: plan.tally, limits: limits)
            for pulled in [nil, Date(timeIntervalSinceReferenceDate: 5)] {
                var printing = PlanAsJSON()
                var text: [UInt8] = printing.text([])
                for start in stride(from: 0, to: count, by: 120) {
                    text += printing.text(Array(items[start..<min(start + 120, count)]))
                }
                let hindrance = pulled.map { _ in random.text() }
                text += try printing.foot(plan.tally, forecast, pulled: pulled, hindrance: hindrance)
                var document = PlanDocument(told: plan, forecast: forecast)
                (document.asOf, document.hindrance) = (pulled, hindrance)
                let encoded = try Output.text(ofJSON: document) + "\n"
                if !text.elementsEqual(encoded.utf8) {
                    let mine = String(decoding: text, as: UTF8.self)
                    let pair = zip(mine.split(separator: "\n"), encoded.split(separator: "\n")).first { $0 != $1 }
                    Issue.record("\(String(describing: pair))")
                }
            }
        }
    }

    @Test func `what is harmful is what its category says`() {
        // Between them nothing is assigned, or all is private.
        let planes: [ClosedRange<UInt32>] = [0x7F...0x3_FFFF, 0xE_0000...0xE_0FFF, 0x10_FF00...0x10_FFFF]
        for value in planes.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isHarmful =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: true
                default: false
                }
            if scalar.isHarmful != isHarmful { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test mutating func `a table has columns as wide as their widest cells, and no spaces at the ends of lines`() {
        for _ in 0..<200 {
            var table = Table("CODE", "", "TYPE")
            var rows = [["CODE", "", "TYPE"]]
            for _ in 0..<random.number(below: 9) {
                let row = (0..<3).map { _ in random.number(below: 3) == 0 ? "" : random.text() }
                table.add(row[0], row[1], row[2])
                rows.append(row.map(\.visible))
            }
            #expect(table.isEmpty == (rows.count == 1))
            let widths = (0..<3).map { column in rows.map { $0[column].columns }.max() ?? 0 }
            let lines = rows.map { row in
                let line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
                return String(String.UnicodeScalarView(line.unicodeScalars.reversed().drop { $0 == " " }.reversed()))
            }
            #expect(table.lines.elementsEqual(lines.map { $0 + "\n" }.joined().utf8))
            let all = table.lines
            #expect(table.take() == all && table.lines.isEmpty)
        }
    }
}
