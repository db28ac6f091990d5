import CNcurses
import TextScreen

/// Makes keys of what ncurses reads.
struct KeyReader {
    private var pasted: String?
    /// What was read too far, to see whether an Escape was Alt.
    private var held: (kind: Int32, code: UInt32)?

    /// What of the input is a key: everything that waits.
    mutating func readAll() -> [Key] {
        var keys: [Key] = []
        while let read = next() {
            if let key = read { keys.append(key) }
        }
        return keys
    }

    /// The next key; the inner nil is input that is no key, the outer one means that nothing waits.
    private mutating func next() -> Key?? {
        let (kind, code) = read()
        switch kind {
        case 0: return nil
        case 1: return .some(character(code))
        default: return .some(function(code))
        }
    }

    private mutating func read() -> (kind: Int32, code: UInt32) {
        if let held {
            self.held = nil
            return held
        }
        var code: UInt32 = 0
        let kind = nc_read(&code)
        return (kind, code)
    }

    private mutating func character(_ code: UInt32) -> Key? {
        guard let scalar = Unicode.Scalar(code) else { return nil }
        if pasted != nil {
            pasted?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
            return nil
        }
        switch code {
        case 0x1B: return escape()
        case 0x0D, 0x0A: return .enter
        case 0x09: return .tab
        case 0x7F, 0x08: return .backspace
        case 0x00: return .control(" ")
        case 0x01...0x1A: return Unicode.Scalar(code + 0x60).map { .control(Character($0)) }
        case 0x1C...0x1F: return nil
        default: return .character(Character(scalar))
        }
    }

    /// Escape alone, or Alt with a character that follows at once; any other key that does is one of its own.
    private mutating func escape() -> Key {
        let next = read()
        if next.kind == 1, next.code >= 0x20, let scalar = Unicode.Scalar(next.code) { return .alt(Character(scalar)) }
        if next.kind != 0 { held = next }
        return .escape
    }

    private mutating func function(_ code: UInt32) -> Key? {
        switch Int(code) {
        case NC_PASTE_BEGIN:
            pasted = ""
            return nil
        case NC_PASTE_END:
            defer { pasted = nil }
            return pasted.map(Key.paste)
        case NC_UP: return .up
        case NC_DOWN: return .down
        case NC_LEFT: return .left
        case NC_RIGHT: return .right
        case NC_HOME: return .home
        case NC_END: return .end
        case NC_PAGE_UP: return .pageUp
        case NC_PAGE_DOWN: return .pageDown
        case NC_BACKSPACE: return .backspace
        case NC_DELETE: return .delete
        case NC_BACK_TAB: return .backTab
        case NC_ENTER: return .enter
        case NC_MOUSE: return mouse()
        case (NC_FUNCTION + 1)...(NC_FUNCTION + 63): return .function(Int(code) - NC_FUNCTION)
        default: return nil
        }
    }

    private func mouse() -> Key? {
        var (column, row): (Int32, Int32) = (0, 0)
        switch nc_mouse(&column, &row) {
        case 1: return .wheel(-1)
        case 2: return .wheel(1)
        case 3: return .click(Point(column: Int(column), row: Int(row)))
        default: return nil
        }
    }
}
