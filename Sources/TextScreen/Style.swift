/// What a cell means; a theme decides how that looks.
package enum Style: String, CaseIterable, Hashable, Sendable {
    case normal
    case dim
    case strong
    /// The top line.
    case title
    /// The names of columns.
    case heading
    /// The line of the cursor.
    case selection
    /// The line of the cursor while typing is done elsewhere.
    case selectionInactive
    /// Something to follow, or something under way.
    case accent
    /// What was searched for.
    case match
    /// As it should be.
    case good
    case warning
    case bad
    case doubt
    case field
    /// The field that is typed into.
    case fieldFocused
    case button
    /// The button that Enter presses.
    case buttonFocused
    /// A key in a hint.
    case key
    case border
    /// Everything behind a pop-up.
    case shade
}

/// One of the terminal's first sixteen colours, or its default colour.
package enum Color: Int, Hashable, Sendable {
    case own = -1
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
}

package struct Attributes: Hashable, Sendable {
    package var foreground = Color.own
    package var background = Color.own
    package var isBold = false
    package var isDim = false
    package var isUnderlined = false
    package var isReversed = false

    package init(
        _ foreground: Color = .own,
        on background: Color = .own,
        bold: Bool = false,
        dim: Bool = false,
        underlined: Bool = false,
        reversed: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        isBold = bold
        isDim = dim
        isUnderlined = underlined
        isReversed = reversed
    }
}

package enum Theme: String, CaseIterable, Hashable, Sendable {
    /// For a dark terminal.
    case `default`
    /// For a light terminal.
    case light
    /// Without colours; also what NO_COLOR asks for.
    case mono

    package func attributes(of style: Style) -> Attributes {
        switch self {
        case .default: Self.colored(style, faint: .brightBlack, accent: .cyan, warning: .yellow, doubt: .magenta)
        case .light: Self.colored(style, faint: .brightBlack, accent: .blue, warning: .magenta, doubt: .magenta)
        case .mono: Self.plain(style)
        }
    }

    private static func colored(
        _ style: Style,
        faint: Color,
        accent: Color,
        warning: Color,
        doubt: Color
    ) -> Attributes {
        switch style {
        case .normal: Attributes()
        case .dim, .border, .shade: Attributes(faint)
        case .strong, .title: Attributes(bold: true)
        case .heading: Attributes(faint, underlined: true)
        case .selection, .buttonFocused: Attributes(reversed: true)
        case .selectionInactive: Attributes(underlined: true)
        case .accent, .key: Attributes(accent)
        case .match: Attributes(accent, bold: true, underlined: true)
        case .good: Attributes(.green)
        case .warning: Attributes(warning)
        case .bad: Attributes(.red, bold: true)
        case .doubt: Attributes(doubt, bold: true)
        case .field: Attributes(underlined: true)
        case .fieldFocused: Attributes(bold: true, underlined: true)
        case .button: Attributes(accent)
        }
    }

    private static func plain(_ style: Style) -> Attributes {
        switch style {
        case .normal, .accent, .good, .button: Attributes()
        case .dim, .border, .shade: Attributes(dim: true)
        case .strong, .title, .key, .bad, .doubt, .warning: Attributes(bold: true)
        case .heading, .field, .selectionInactive: Attributes(underlined: true)
        case .fieldFocused, .match: Attributes(bold: true, underlined: true)
        case .selection, .buttonFocused: Attributes(reversed: true)
        }
    }
}
