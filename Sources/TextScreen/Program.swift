/// Something that happened to a program.
package enum Event<Message: Sendable>: Sendable {
    case key(Key)
    /// A character came that cannot be taken in: it is to be told.
    case untaken(Untaken)
    /// The screen has this size now.
    case resized(Size)
    /// A message from elsewhere.
    case message(Message)
    /// The time that the program asked for passed.
    case tick
    /// Ctrl-C.
    case interrupted
    /// Asked to end from outside, where nobody can answer a question any more.
    case terminated
}

/// What runs on a screen: a value that events change and that draws itself; it knows no terminal.
package protocol Program {
    /// What reaches it from elsewhere.
    associatedtype Message: Sendable

    /// Takes in what happened.
    mutating func update(_ event: Event<Message>)
    /// Draws what is now.
    func frame(_ size: Size) -> Frame
    /// Whether it is over.
    var isFinished: Bool { get }
    /// After which time it wants a tick; nil: it waits for something to happen.
    var tick: Duration? { get }
}
