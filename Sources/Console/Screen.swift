import Accounts
import FoundationEssentials
import TextScreen

/// A screen or pop-up: a value that receives keys and happenings, returns effects, and draws itself.
protocol Screen: Sendable {
    var context: Context { get }
    /// Its part of the breadcrumbs; nil for a pop-up.
    var crumb: String? { get }
    /// Whether it wants a tick every second: only while it shows a time that is running.
    var ticks: Bool { get }

    /// Whether what it shows is to be read again from the BSS every few seconds.
    var followsBSS: Bool { get }

    /// The account on a system that it is about.
    var subject: Link.ID? { get }
    /// Whether it will show how the sending of its subject ended as soon as it is seen again.
    var awaitsConclusion: Bool { get }
    /// Whether there is only one, so that opening another one goes back to it.
    var isOneOnly: Bool { get }
    var asOf: Date? { get }

    /// Whether it decides itself what Esc does; Esc closes any other screen.
    var handlesBack: Bool { get }
    /// Whether something was typed that would be lost when it closes.
    var isChanged: Bool { get }
    var takesLines: Bool { get }
    /// Whether a paste is taken as a whole, and the screen says itself what came of it.
    var takesPasteWhole: Bool { get }
    /// Whether a key has to wait, since what it would act on is still being read; the command is the one that it is
    /// bound to, if any.
    func awaits(_ key: Key, _ command: Command?) -> Bool
    /// What the bottom line shows instead of the usual hints: what the screen asks before it closes, or what Esc means
    /// now.
    var question: [Hint]? { get }

    mutating func appear() -> [Effect]
    /// Receives a key as text, before the bindings; returns nil if the key is not text here.
    mutating func type(_ key: Key) -> [Effect]?
    mutating func perform(_ command: Command) -> [Effect]
    /// The line of the list that the cursor is on, which a click opens; nil if there is none to open.
    var line: Int? { get }
    mutating func select(_ line: Int) -> [Effect]
    /// Receives a click on anything else that the screen has drawn as a target.
    mutating func click(_ target: Target.Meaning) -> [Effect]
    mutating func scroll(by lines: Int) -> [Effect]
    /// Whether a click has to wait, as a key has to.
    func awaits(_ target: Target.Meaning) -> Bool
    mutating func receive(_ happening: Happening) -> [Effect]
    mutating func resize(_ size: Size) -> [Effect]
    mutating func tick()
    /// Its last change is on the screen now, and it is the topmost one.
    mutating func wasShown()
    mutating func readAgain() -> [Effect]
    func refusal(of command: Command) -> String?
    /// What a command does now, in a word or two, where that differs from the table's hint; empty if it is not shown.
    func hint(of command: Command) -> String?
    /// The command that helps most now, whose key is given room first; nil where that is always the same one.
    var mainCommand: Command? { get }
    func tells(_ news: News) -> Bool
    /// What can be copied from the thing under the cursor, the most useful first.
    var clips: [Clip] { get }
    /// What can be written into a file from it, the most useful first.
    var exports: [Exported] { get }
    /// The text about the line under the cursor while there is no message, as far as one line goes.
    var remark: (text: String, style: Style)? { get }
    func draw(on frame: inout Frame, in area: Rect)
}

extension Screen {
    var crumb: String? { nil }
    /// Whether it is drawn over the screen below.
    var isPopUp: Bool { crumb == nil }
    var ticks: Bool { false }
    var followsBSS: Bool { false }
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
    mutating func wasShown() {}
    mutating func readAgain() -> [Effect] { [] }
    func refusal(of command: Command) -> String? { nil }
    func hint(of command: Command) -> String? { nil }
    var mainCommand: Command? { nil }
    func tells(_ news: News) -> Bool { false }
    var clips: [Clip] { [] }
    var exports: [Exported] { [] }
    var takesPasteWhole: Bool { false }
    var remark: (text: String, style: Style)? { nil }
}

/// A screen with a list.
protocol ListScreen: Screen {
    associatedtype Item: Sendable
    var list: ListPane<Item> { get set }
}

extension ListScreen {
    /// What the cursor is on.
    var selected: Item? { list.selected }

    /// The kind that a list is limited to next; after the last one it is limited to none.
    func next<Kind: Equatable>(after kind: Kind?, of kinds: [Kind]) -> Kind? {
        guard let kind, let place = kinds.firstIndex(of: kind) else { return kinds.first }
        return place + 1 < kinds.count ? kinds[place + 1] : nil
    }

    var line: Int? { list.isEmpty ? nil : list.cursor.selected }

    mutating func select(_ line: Int) -> [Effect] {
        list.move { $0.move(to: line) }
        return []
    }

    mutating func scroll(by lines: Int) -> [Effect] {
        list.scroll(by: lines)
        return []
    }
}

/// A screen on which something is entered: the first Esc asks before it is lost.
protocol EntryScreen: Screen {
    var isAskingToDiscard: Bool { get set }
}

extension EntryScreen {
    var handlesBack: Bool { true }
    var question: [Hint]? { isAskingToDiscard ? [Hint].discarding : nil }

    mutating func leave() -> [Effect] {
        guard isChanged, !isAskingToDiscard else { return [.go(.close)] }
        isAskingToDiscard = true
        return []
    }
}

/// News that a screen may show by itself, so that nothing else has to report it.
enum News {
    /// How the sending of, or the decision about, an account on a system ended.
    case decision(Link.ID)
    case stillInDoubt(Link.ID)
    case bulkRun
}
