import TextScreen

/// Keys and clicks that come ahead: what was typed for a list or a form acts on that one, never on what was there before.
extension Console {
    /// Whether a key waits, for what it acts on or for the keys before it; Esc gives up those that wait.
    mutating func waits(_ key: Key, _ command: Command?) -> Bool {
        if key == .escape {
            (ahead, wantedRun) = ([], nil)
            return false
        }
        if !ahead.isEmpty || runner.opening > 0 { return true }
        // What could not be read is asked for again.
        if command == .refresh || command?.isOfConsole == true { return false }
        return screens[screens.count - 1].awaits(key, command)
    }

    /// Keeps what was typed until it need not wait any longer; where nothing is being read, that would be for ever.
    mutating func putAhead(_ typed: Typed) { if isReading { ahead.append(typed) } else { isInVain = true } }

    /// Presses the keys that need not wait any longer.
    mutating func pressAhead() {
        var waiting = ahead[...]
        (ahead, isInVain) = ([], false)
        // What follows a key that waited in vain was meant for what came of that key.
        while ahead.isEmpty, !isInVain, let typed = waiting.popFirst() {
            let said = toast
            switch typed {
            case .key(let key): press(key)
            case .click(let click): press(click)
            }
            // Only a key that does something takes away what was said.
            if !ahead.isEmpty || isInVain { toast = said }
        }
        if !isInVain { ahead += waiting }
    }
}
