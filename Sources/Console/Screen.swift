import Accounts
import FoundationEssentials
import Synchronizing
import TextScreen
import Workspace

/// A screen or pop-up: a value that receives keys and happenings, returns effects, and draws itself.
protocol Screen: Sendable {
    /// The context in which its keys are looked up.
    var context: Context { get }
    /// Its part of the breadcrumbs; nil for a pop-up.
    var crumb: String? { get }
    /// Whether it is drawn over the screen below.
    var isPopUp: Bool { get }
    /// Whether it wants a tick every second: only while it shows a time that is running.
    var ticks: Bool { get }

    /// The account on a system that it is about.
    var subject: Link.ID? { get }
    /// Whether it will show how the sending of its subject ended as soon as it is seen again.
    var awaitsConclusion: Bool { get }
    /// Whether there is only one, so that opening another one goes back to it.
    var isOneOnly: Bool { get }
    /// When the data it shows was read, if it shows that.
    var asOf: Date? { get }

    /// Whether it decides itself what Esc does; Esc closes any other screen.
    var handlesBack: Bool { get }
    /// Whether something was typed that would be lost when it closes.
    var isChanged: Bool { get }
    /// Whether the text being typed may have several lines.
    var takesLines: Bool { get }
    /// Whether a key has to wait, since what it would act on is still being read; the command is the one that it is
    /// bound to, if any.
    func awaits(_ key: Key, _ command: Command?) -> Bool
    /// What the bottom line shows instead of the usual hints: what the screen asks before it closes, or what Esc means
    /// now.
    var question: [Hint]? { get }

    /// Returns what it needs first.
    mutating func appear() -> [Effect]
    /// Receives a key as text, before the bindings; returns nil if the key is not text here.
    mutating func type(_ key: Key) -> [Effect]?
    mutating func perform(_ command: Command) -> [Effect]
    /// Receives a happening.
    mutating func receive(_ happening: Happening) -> [Effect]
    /// Receives the size available to it.
    mutating func resize(_ size: Size) -> [Effect]
    /// Called every second.
    mutating func tick()
    /// Why a command cannot be carried out now; nil if it can be.
    func refusal(of command: Command) -> String?
    /// Whether it shows this news by itself.
    func tells(_ news: News) -> Bool
    /// Draws itself into a part of a frame.
    func draw(on frame: inout Frame, in area: Rect)
}

extension Screen {
    var crumb: String? { nil }
    var isPopUp: Bool { true }
    var ticks: Bool { false }
    var subject: Link.ID? { nil }
    var awaitsConclusion: Bool { false }
    var isOneOnly: Bool { false }
    var asOf: Date? { nil }
    var handlesBack: Bool { false }
    var isChanged: Bool { false }
    var takesLines: Bool { false }
    func awaits(_ key: Key, _ command: Command?) -> Bool { false }
    var question: [Hint]? { nil }
    mutating func appear() -> [Effect] { [] }
    mutating func type(_ key: Key) -> [Effect]? { nil }
    mutating func receive(_ happening: Happening) -> [Effect] { [] }
    mutating func resize(_ size: Size) -> [Effect] { [] }
    mutating func tick() {}
    func refusal(of command: Command) -> String? { nil }
    func tells(_ news: News) -> Bool { false }
}

/// News that a screen may show by itself, so that nothing else has to report it.
enum News {
    /// How the sending of, or the decision about, an account on a system ended.
    case decision(Link.ID)
    /// Asking about the account decided nothing.
    case stillInDoubt(Link.ID)
    /// The end of the bulk run.
    case bulkRun
}
