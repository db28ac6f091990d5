import CNcurses
import Glibc
import TextScreen

/// What the locale says about this terminal's characters.
struct TerminalLocale {
    /// The encoding of the input.
    let encoding: CharacterEncoding
    /// Whether ncurses can write characters beyond ASCII.
    let writesUnicode: Bool

    /// Sets the environment's locale for the whole process.
    ///
    /// A UTF-8 locale that is not installed counts as C.UTF-8, and so does none at all: what the terminal understands
    /// does not depend on the languages of this machine. Any other locale is taken at its word.
    init() {
        let name = LocaleName { getenv($0).map { String(cString: $0) } }
        // In order of preference: the last is for systems older than C.UTF-8.
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
