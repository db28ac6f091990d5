import CNcurses
import Glibc
import TextScreen

/// What the locale says of the characters of this terminal.
struct TerminalLocale {
    /// How they come.
    let encoding: CharacterEncoding
    /// Whether ncurses can write those beyond ASCII.
    let writesUnicode: Bool

    /// Takes the locale of the environment for the whole process.
    ///
    /// A locale that says UTF-8 and is not installed here, and none at all, are C.UTF-8: what the terminal understands does not
    /// depend on the languages of this machine. Any other is taken at its word.
    init() {
        let name = LocaleName { getenv($0).map { String(cString: $0) } }
        // In the order of preference: the last is for systems from before C.UTF-8.
        let fallbacks = name.text.isEmpty || name.saysUTF8 ? ["C.UTF-8", "en_US.UTF-8"] : []
        if ([""] + fallbacks).contains(where: { nc_take_utf8_locale($0) }) {
            (encoding, writesUnicode) = (.utf8, true)
        } else if name.saysUTF8 {
            (encoding, writesUnicode) = (.utf8, false)
        } else {
            let scalars = (0x80...0xFF).map { Unicode.Scalar(UInt32(bitPattern: nc_scalar(Int32($0)))) }
            (encoding, writesUnicode) = (.singleBytes(locale: name.text, scalars), false)
        }
    }
}
