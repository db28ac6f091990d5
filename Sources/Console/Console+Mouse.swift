import Telling
import TextScreen

/// A click, with the frame that was shown when it was made.
struct Click: Sendable {
    let point: Point
    let frame: Frame
}

/// Clicks act on what was seen, or not at all: where something else stands meanwhile, they are not carried out.
extension Console {
    /// How many lines a notch of the wheel scrolls.
    private static let notch = 3

    mutating func press(_ click: Click) {
        forgetSaid()
        guard leaving == nil, let target = click.frame.target(at: click.point) else { return }
        guard ahead.isEmpty, runner.opening == 0, !screens[screens.count - 1].awaits(target.meaning) else {
            return putAhead(.click(click))
        }
        guard frame(size).shows(target, as: click.frame) else {
            toast = .clickedTooLate
            return
        }
        act(on: target.meaning)
    }

    private mutating func act(on target: Target.Meaning) {
        let top = screens.count - 1
        if case .key(let key) = target { return press(key) }
        if case .line(let line) = target, screens[top].line == line { return press(.enter) }
        if var entry = screens[top] as? any EntryScreen {
            entry.isAskingToDiscard = false
            screens[top] = entry
        }
        if case .line(let line) = target {
            execute(screens[top].select(line))
        } else {
            execute(screens[top].click(target))
        }
    }

    mutating func turnWheel(by notches: Int) {
        let command = notches < 0 ? Command.up : .down
        guard !waits(.wheel(notches), command) else { return putAhead(.key(.wheel(notches))) }
        execute(screens[screens.count - 1].scroll(by: notches * Self.notch))
    }

    /// Takes the mouse, or gives it back to the terminal.
    mutating func switchMouse() {
        takesMouse.toggle()
        isMouseLeft = !takesMouse
        toast = .mouse(isTaken: takesMouse)
    }
}

/// What the mouse does on a screen.
extension Screen {
    var line: Int? { nil }
    mutating func select(_ line: Int) -> [Effect] { [] }
    mutating func click(_ target: Target.Meaning) -> [Effect] { [] }
    mutating func scroll(by lines: Int) -> [Effect] { [] }

    func awaits(_ target: Target.Meaning) -> Bool { if case .key = target { false } else { awaits(.enter, .open) } }
}
