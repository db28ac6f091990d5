package enum Event<Message: Sendable>: Sendable {
    case key(Key)
    /// A click, with the frame that was shown when it was made.
    case clicked(Point, on: Frame)
    /// A character came that cannot be read; the program tells the user.
    case untaken(Untaken)
    case resized(Size)
    case message(Message)
    /// The time that the program asked for has passed.
    case tick
    /// Ctrl-C.
    case interrupted
    /// A request to end, when nobody can answer a question any more.
    case terminated
}

/// What runs on a screen: a value that is changed by events and draws itself; it knows nothing of terminals.
package protocol Program {
    associatedtype Message: Sendable

    mutating func update(_ event: Event<Message>)
    func frame(_ size: Size) -> Frame
    /// Grows with whatever may change the frame.
    var changes: Int { get }
    var isFinished: Bool { get }
    /// How long until it wants a tick; nil if it only waits for events.
    var tick: Duration? { get }
    /// Whether it wants the mouse; if not, the terminal has it, for selecting text.
    var takesMouse: Bool { get }
    /// What changed last is on the screen now.
    mutating func wasShown()
    /// Hands over what is to be put into the terminal's clipboard, each once.
    mutating func takeClippings() -> [Clipping]
}
