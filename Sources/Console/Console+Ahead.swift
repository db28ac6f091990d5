import TextScreen

/// Keys and clicks that come ahead: what was typed for a list or a form acts on that one, never on what was there before.
extension Console {
    /// Whether a key waits, for what it acts on or for the keys before it; Esc gives up those that wait.
    mutating func waits(_ key: Key, _ command: Command?) -> Bool {
        if key == .escape {
            ahead = []
            return false
        }
        if !ahead.isEmpty { return true }
        return command?.isOfConsole != true && screens[screens.count - 1].awaits(key, command)
    }

    /// Presses the keys that need not wait any longer.
    mutating func pressAhead() {
        var waiting = ahead[...]
        ahead = []
        while ahead.isEmpty, let typed = waiting.popFirst() {
            switch typed {
            case .key(let key): press(key)
            case .click(let click): press(click)
            }
        }
        ahead += waiting
    }
}
