import Accounts
import Synchronizing
package import Telling
package import Workspace

/// The flow of the console as plain lines, questions and answers: for a screen reader, a braille display, or a script.
///
/// It shows nothing that moves, and nothing is known by its place or colour alone. The lists, forms and decisions are
/// the console's, and so are the letters.
package struct Dialogue: Sendable {
    let workspace: Workspace
    let voice: any Voice
    var systems: [ProvisioningSystem] = []
    var system: ProvisioningSystem?

    package init(_ workspace: Workspace, _ voice: any Voice) {
        self.workspace = workspace
        self.voice = voice
    }

    /// Talks until the operator leaves, or there is nobody to answer any more.
    package mutating func run(greeting: [Notice] = []) async {
        for notice in greeting { say(notice) }
        if let members = workspace.members { say(MemberWords.opened(members.login, members.role, members.scope)) }
        if let notice = Notice.weakness(workspace.durability) { say(notice) }
        do throws(StoreFailure) {
            systems = try await workspace.systems.enabledSystems()
            if let fault = try await workspace.checkLog() { say(Notice(fault)) }
            if let away = try await workspace.away() { say(Notice(away)) }
        } catch {
            return say(Notice(error))
        }
        system = systems.first
        await browse()
        _ = await workspace.synchronizer.settleLeftovers(within: Synchronizer.patience)
        // What cannot be remembered is compared with what was remembered before.
        _ = try? await workspace.checkLog()
        say(DialogueWords.left)
    }

    // MARK: Saying and asking

    func say(_ lines: String...) { say(lines) }

    func say(_ lines: [String]) { for line in lines { voice.say(line) } }

    func say(_ notice: Notice) {
        // What no letter does here is told as a command says it.
        let isElsewhere = notice.keyCure?.keys.contains { Self.name(of: $0).isEmpty } ?? false
        say(isElsewhere ? notice.lines : notice.lines(naming: Self.name(of:)))
    }

    func say(_ text: KeyedText) { voice.say(text.text(Self.name(of:))) }

    /// Does what reads or writes the store, and tells what went wrong with it.
    func attempt<Value>(_ body: () async throws(StoreFailure) -> Value) async -> Value? {
        do throws(StoreFailure) {
            return try await body()
        } catch {
            say(Notice(error))
            return nil
        }
    }

    /// Prints some lines at a time, and goes on when the operator presses Enter.
    func sayInPages(_ lines: [String]) async {
        for start in stride(from: 0, to: lines.count, by: Self.page) {
            for line in lines[start..<min(start + Self.page, lines.count)] { say(line) }
            guard start + Self.page < lines.count else { return }
            guard await voice.ask(DialogueWords.more)?.trimmed.isEmpty == true else { return }
        }
    }

    /// How many lines are said at once.
    static let page = 10

    /// Whether the operator says yes to what some lines ask; `typed` must be typed where it cannot be undone.
    func confirms(_ lines: [String], yes: String, typed: String? = nil) async -> Bool {
        say(lines)
        guard let typed else { return await voice.ask(DialogueWords.yesOrNo(yes))?.isYes == true }
        guard let answer = await voice.ask(DecisionWords.type(typed))?.trimmed else { return false }
        if answer != typed { say(DialogueWords.notTyped(typed)) }
        return answer == typed
    }

    /// The letter that does what a sentence of the console names a key for.
    static func name(of key: ConsoleKey) -> String {
        switch key {
        case .cases: "d"
        case .ask: "e"
        case .adopt: "a"
        case .adoptTyped: "A"
        case .sendAgain: "S"
        case .abandon: "X"
        case .resellersForm: "p"
        case .askFirst: "a"
        case .mark, .markFamily, .bulk: "b"
        case .showAccount, .showCase: DialogueWords.number
        case .nextKind: "l"
        case .storefrontToo: "m"
        case .tree, .refresh, .clearFilter: "/"
        case .takeSpelling, .stay, .mouse: DialogueWords.enter
        case .quit: "q"
        case .runs: "L"
        case .approveListed, .approveRun: "A"
        case .joinRun: "J"
        // No letter does what they do, and no other sentence of the line prompts names them.
        case .liftPause, .tryAgain, .bulkRun, .goOn, .retryFailed, .retry, .log, .bss, .showPassword: ""
        }
    }
}

extension String {
    var isYes: Bool { ["y", "yes"].contains(trimmed.lowercased()) }
}
