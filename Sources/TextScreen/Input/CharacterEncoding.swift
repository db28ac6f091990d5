/// How a terminal encodes characters beyond ASCII.
package enum CharacterEncoding: Hashable, Sendable {
    case utf8
    /// One byte each, as the named locale has it: the characters of 0x80 to 0xFF, nil where there is none.
    case singleBytes(locale: String, [Unicode.Scalar?])
}

/// The locale that the environment asks for.
package struct LocaleName: Hashable, Sendable {
    /// The value of the variable that applies; empty where none is set.
    package let text: String

    /// Takes the first of LC_ALL, LC_CTYPE and LANG that is set and not empty (POSIX, 8.2).
    package init(_ variable: (String) -> String?) {
        text = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
    }

    /// Whether it names UTF-8, however spelled; macOS sends just `LC_CTYPE=UTF-8`.
    package var saysUTF8: Bool {
        let name = text.prefix { $0 != "@" }
        let codeset = name.firstIndex(of: ".").map { name[name.index(after: $0)...] } ?? name
        return codeset.lowercased().filter { $0 != "-" && $0 != "_" } == "utf8"
    }
}
