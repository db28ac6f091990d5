import Accounts
import FoundationEssentials
import Synchronizing
import TextScreen
import Workspace

/// One screen or pop-up: a value that takes keys and happenings, wants effects, and draws itself.
protocol Screen: Sendable {
    /// Where its keys are looked up.
    var context: Context { get }
    /// Its part of the breadcrumbs; nil for a pop-up.
    var crumb: String? { get }
    /// Whether it stands over the screen below.
    var isPopUp: Bool { get }
    /// Whether it wants a tick a second: only while it shows a time that runs.
    var ticks: Bool { get }

    /// The account on a system that it is about.
    var subject: Link.ID? { get }
    /// Whether it tells what comes of sending its subject whenever it is seen again.
    var awaitsConclusion: Bool { get }
    /// Whether opening another one goes back to it.
    var isOneOnly: Bool { get }
    /// When what it shows was read, where it says so.
    var asOf: Date? { get }

    /// Whether it decides itself what Esc does; any other screen is closed.
    var handlesBack: Bool { get }
    /// Whether something was typed that would be lost with it.
    var isChanged: Bool { get }
    /// Whether what is typed into may have several lines.
    var takesLines: Bool { get }
    /// What the bottom line says instead of the table's hints: what it asks before it is closed, or what Esc means now.
    var question: [Hint]? { get }

    /// What it needs first.
    mutating func appear() -> [Effect]
    /// Takes a key as text, before the bindings; nil if it is not one.
    mutating func type(_ key: Key) -> [Effect]?
    /// Carries out a command.
    mutating func perform(_ command: Command) -> [Effect]
    /// Takes in what happened.
    mutating func receive(_ happening: Happening) -> [Effect]
    /// Takes in how much room there is.
    mutating func resize(_ size: Size) -> [Effect]
    /// Takes in that a second passed.
    mutating func tick()
    /// Why a command cannot be carried out now; nil if it can.
    func refusal(of command: Command) -> String?
    /// Whether it shows some news by itself.
    func tells(_ news: News) -> Bool
    /// Draws it into a part of a frame.
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
    var question: [Hint]? { nil }
    mutating func appear() -> [Effect] { [] }
    mutating func type(_ key: Key) -> [Effect]? { nil }
    mutating func receive(_ happening: Happening) -> [Effect] { [] }
    mutating func resize(_ size: Size) -> [Effect] { [] }
    mutating func tick() {}
    func refusal(of command: Command) -> String? { nil }
    func tells(_ news: News) -> Bool { false }
}

/// What a screen may show by itself, so that nobody else has to say it.
enum News {
    /// What came of an account on a system.
    case decision(Link.ID)
    /// That asking about it decided nothing.
    case stillInDoubt(Link.ID)
    /// How the bulk run ended.
    case bulkRun
}
