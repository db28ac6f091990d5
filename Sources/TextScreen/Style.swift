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

/// One of the terminal's first sixteen colours, its default colour, or one of the 256 that are the same in all palettes.
package enum Color: Int, CaseIterable, Hashable, Sendable {
    case own = -1
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
    case ink = 16
    case snow = 231
    // For a dark ground.
    case silver = 250
    case sky = 117
    case leaf = 114
    case amber = 221
    case rose = 210
    case orchid = 219
    // For a light ground.
    case slate = 240
    case navy = 25
    case forest = 22
    case umber = 94
    case crimson = 124
    case plum = 90
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
