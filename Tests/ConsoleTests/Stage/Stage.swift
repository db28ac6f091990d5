import Accounts
import Foundation
import PlainText
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// A console without a terminal: the real one, on a real workspace in a directory of its own, with a vendor in this process.
///
/// Nothing waits for time: a key is settled when everything that it began has come back.
final class Stage {
    let workspace: Workspace
    let vendor: Vendor
    var console: Console
    private(set) var size = Size(columns: 80, rows: 24)
    let folder: String
    /// A team's book, as its owner has it.
    private(set) var owner: Workspace?
    /// The last frame whose rows were judged.
    var judged: Frame?
    private var messages: AsyncStream<Console.Message>.Iterator

    private init(_ workspace: Workspace, _ vendor: Vendor, folder: String) {
        self.workspace = workspace
        self.vendor = vendor
        self.folder = folder
        (console, messages) = Self.console(on: workspace)
    }

    deinit {
        // What is left in the temporary directory harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A console on the sample accounts and some more, or on a book of its own, its first screen read.
    static func open(
        faults: [String] = [],
        portal: [PortalAccount] = [],
        adding accounts: [Account] = [],
        only book: [Account]? = nil,
        bss: SmallBSS? = nil,
        change: (inout BSSConnection) -> Void = { _ in },
        isReadOnly: Bool = false,
        team: TeamBook? = nil
    ) async throws -> Stage {
        let folder = NSTemporaryDirectory() + "account-sync-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let vendor = try await Vendor.start(in: folder, faults: faults, portal: portal)
        let location =
            team.map { WorkspaceLocation(given: $0.book, environment: ["HOME": folder]) }
            ?? WorkspaceLocation(path: folder + "/demo")
        let isCopy = book == nil && team == nil && bss == nil
        if isCopy {
            try await copySample(to: location)
        } else {
            try Workspace.create(at: location, environment: ["HOME": folder])
        }
        var composition = Workspace.Composition()
        composition.bssReader = bss
        let workspace = try await Workspace.open(
            location,
            environment: ["USER": "tester"],
            limits: SendingLimits(tries: 1),
            timekeeper: StoppedClock(),
            composition: composition
        )
        if bss != nil {
            var connection = BSSConnection.rehearsed
            change(&connection)
            try await workspace.bss.setBSS(connection)
        }
        if book == nil, !isCopy { try await workspace.fillWithSampleAccounts(now: StoppedClock.wall) }
        try await workspace.registerSample(
            port: vendor.port,
            applicationID: Sandboxed.applicationID,
            apiKey: Sandboxed.apiKey
        )
        let accounts = accounts + (book ?? [])
        if !accounts.isEmpty { try await workspace.accounts.write(accounts) }
        if isReadOnly || team != nil, let system = try await workspace.systems.system(named: "Dropbox") {
            // Whoever may not write cannot keep the vendor's fields either.
            _ = try await workspace.synchronizer.refreshDefinitions(of: system)
        }
        let shown =
            isReadOnly
            ? try await Workspace.open(location, environment: [:], timekeeper: StoppedClock(), isReadOnly: true)
            : workspace
        let stage = Stage(try await team?.opened(workspace, folder) ?? shown, vendor, folder: folder)
        if team != nil { stage.owner = workspace }
        await stage.settle()
        return stage
    }

    /// A workspace with the sample accounts, of which those of the tests are copies: to make one takes long.
    private static let sample = Task {
        let location = WorkspaceLocation(path: NSTemporaryDirectory() + "account-sync-\(UUID().uuidString)")
        try Workspace.create(at: location, environment: [:])
        let workspace = try await Workspace.open(location, environment: ["USER": "tester"], timekeeper: StoppedClock())
        try await workspace.fillWithSampleAccounts(now: StoppedClock.wall)
        return location.path
    }

    private static func copySample(to location: WorkspaceLocation) async throws {
        try FileManager.default.copyItem(atPath: try await sample.value, toPath: location.path)
        // A copy is at home once somebody says so.
        let homes = try await Workspace.open(location, environment: [:]).homes
        guard try await homes.settle(at: try await homes.home().here, on: StoppedClock.wall, by: "tester") else {
            throw CancellationError()
        }
    }

    /// An empty database in which its owner makes a book, and a login that is let in and whose console it is.
    struct TeamBook {
        let book: String
        let login: String
        let role: MemberRole
        let address: (_ login: String) -> String

        fileprivate func opened(_ workspace: Workspace, _ folder: String) async throws -> Workspace {
            _ = try await workspace.members?.admit(login, as: role)
            let location = WorkspaceLocation(given: address(login), environment: ["HOME": folder])
            return try await Workspace.open(location, environment: [:], timekeeper: StoppedClock())
        }
    }

    /// Leaves the console and opens another on the same workspace.
    func reopen() async {
        (console, messages) = Self.console(on: workspace)
        await settle()
    }

    private static func console(on workspace: Workspace) -> (Console, AsyncStream<Console.Message>.Iterator) {
        let (messages, post) = AsyncStream<Console.Message>.makeStream()
        // What the watch would tell comes whenever it happens to look; a test that wants it says so itself.
        var console = Console(workspace, timekeeper: StoppedClock(), watches: false, post: { post.yield($0) })
        console.update(.resized(Size(columns: 80, rows: 24)))
        return (console, messages.makeAsyncIterator())
    }

    // MARK: What happens

    /// Presses keys, each when the one before is settled.
    func press(_ keys: Key...) async { for key in keys { await press(key) } }

    func press(_ key: Key) async {
        if case .click(let point) = key {
            console.update(.clicked(point, on: frame))
        } else {
            console.update(.key(key))
        }
        await settle()
    }

    /// Clicks on the end of a text, where it is shown first.
    func click(_ text: String, line: Int? = nil) async throws {
        let place = try #require(self.place(of: text, line: line), "\(text) is not shown:\n\(self.text)")
        await press(.click(place.moved(columns: text.columns - 1)))
    }

    /// Where a text is shown first, on a line or anywhere.
    func place(of text: String, line: Int? = nil) -> Point? {
        for (row, shown) in lines.enumerated() where line.map({ $0 == row }) ?? true {
            if let range = shown.range(of: text) { return Point(column: shown[..<range.lowerBound].columns, row: row) }
        }
        return nil
    }

    /// Types a text.
    func type(_ text: String) async { for character in text { await press(.character(character)) } }

    /// Waits until everything that was begun has come back, and is on the screen.
    func settle() async {
        repeat {
            while console.pending > 0 { await deliver() }
            console.wasShown()
        } while console.pending > 0
    }

    /// Presses a key and lets come back only what must, until the screen shows a text; the rest stays under way.
    func press(_ key: Key, until text: String) async {
        console.update(.key(key))
        while !self.text.contains(text), console.pending > 0 { await deliver() }
    }

    /// Tells the console that another process changed the workspace.
    func changeElsewhere() async {
        console.update(.message(Console.Message(content: .happened(.changedElsewhere))))
        await settle()
    }

    func resize(_ columns: Int, _ rows: Int) async {
        size = Size(columns: columns, rows: rows)
        console.update(.resized(size))
        await settle()
    }

    private func deliver() async {
        guard let message = await messages.next(isolation: #isolation) else { return }
        console.update(.message(message))
        console.wasShown()
    }

    // MARK: What is seen

    var frame: Frame { console.frame(size) }
    var text: String { frame.text }
    var lines: [String] { frame.lines }

    /// The first line that holds a text, of the pop-up where one is open; with one space for many.
    func line(_ text: String) -> String {
        let isPopUp = console.screens.last?.isPopUp == true
        let lines = isPopUp ? lines.compactMap(\.boxed) : lines
        return (lines.first { $0.contains(text) } ?? "").split(separator: " ").joined(separator: " ")
    }

    /// Whether a text is on the screen, wherever its lines are broken.
    func shows(_ text: String) -> Bool {
        func words(_ text: String) -> String {
            text.split { " \n│▲▼".contains($0) }.joined(separator: " ")
        }
        return words(self.text).contains(words(text))
    }

    // MARK: Ways that many tests go

    /// The account under the cursor of the list.
    var selected: String? { (console.screens.first as? AccountsScreen)?.window.selected?.account.code.rawValue }

    /// Goes to an account in the list by filtering.
    func find(_ code: String) async {
        await type("/")
        await press(.control("u"))
        await type(code)
        await press(.enter)
        for _ in 0..<5 where selected != code { await press(.down) }
    }

    /// Opens the form of an account from the list, by way of its details and the pop-up of systems.
    func openForm(_ code: String) async {
        await find(code)
        await press(.enter, .enter, .enter)
    }

    /// Goes back to the list.
    func leave() async { for _ in 0..<9 where console.screens.count > 1 { await press(.escape) } }

    /// Fills in a reseller's form, and sends it.
    ///
    /// It `warns` first if the vendor has, or may have, another reseller with the same Reseller ID, and only then.
    func send(_ code: String, warns: Bool = false, location: SourceLocation = #_sourceLocation) async {
        await openForm(code)
        await type("RS-77")
        await press(.control("s"))
        let isAsked = shows("worth a look")
        #expect(isAsked == warns, "\(code):\n\(text)", sourceLocation: location)
        if isAsked { await press(.control("s")) }
    }

    /// Synchronizes the reseller R-100 with the Reseller ID RS-77, and goes back to the list.
    func synchronizeReseller(location: SourceLocation = #_sourceLocation) async {
        await send("R-100", location: location)
        await leave()
    }
}

extension BSSConnection {
    /// A connection to a BSS in memory.
    static let rehearsed = BSSConnection(
        name: "BSS",
        url: "https://bss.example.com",
        clientKey: .environment("BSS_CLIENT_KEY"),
        clientSecret: .environment("BSS_CLIENT_SECRET"),
        username: .environment("BSS_USER"),
        password: .environment("BSS_PASSWORD")
    )
}

extension String {
    /// What stands between the sides of a pop-up.
    fileprivate var boxed: String? {
        let parts = split(separator: "│", omittingEmptySubsequences: false)
        return parts.count < 3 ? nil : parts[1..<parts.count - 1].joined(separator: "│")
    }
}
