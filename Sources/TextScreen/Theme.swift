/// How the styles look.
///
/// What is to be read has a contrast of at least 4.5 on the palettes in `ContrastTests`, whose first sixteen colours
/// differ widely. Where a terminal has 256 colours, those are used that are the same everywhere; where it has fewer, its
/// own colour takes the place of what some palette makes unreadable, and bold and the signs tell the difference.
package enum Theme: String, CaseIterable, Hashable, Sendable {
    /// For a dark terminal.
    case `default`
    /// For a light terminal.
    case light
    /// Without colours; also what NO_COLOR asks for.
    case mono
    /// White on black, whatever the terminal's own colours are.
    case highContrast = "high-contrast"

    /// The looks of a style on a terminal with so many colours.
    package func attributes(of style: Style, colors: Int = 256) -> Attributes {
        let looks =
            switch self {
            case .default: Self.colored(style, .dark)
            case .light: Self.colored(style, .light)
            case .mono: Self.plain(style)
            case .highContrast: Self.contrasting(style)
            }
        return colors >= 256 ? looks : looks.named
    }

    private struct Inks {
        let faint, accent, good, warning, bad, doubt: Color

        static let dark = Inks(
            faint: .silver,
            accent: .sky,
            good: .leaf,
            warning: .amber,
            bad: .rose,
            doubt: .orchid
        )
        static let light = Inks(
            faint: .slate,
            accent: .navy,
            good: .forest,
            warning: .umber,
            bad: .crimson,
            doubt: .plum
        )
    }

    private static func colored(_ style: Style, _ inks: Inks) -> Attributes {
        switch style {
        case .normal: Attributes()
        case .dim: Attributes(inks.faint)
        // Neither is read.
        case .border, .shade: Attributes(.brightBlack)
        case .strong, .title: Attributes(bold: true)
        case .heading: Attributes(inks.faint, underlined: true)
        case .selection, .buttonFocused: Attributes(reversed: true)
        case .selectionInactive: Attributes(underlined: true)
        case .accent, .key, .button: Attributes(inks.accent)
        case .match: Attributes(inks.accent, bold: true, underlined: true)
        case .good: Attributes(inks.good)
        case .warning: Attributes(inks.warning)
        case .bad: Attributes(inks.bad, bold: true)
        case .doubt: Attributes(inks.doubt, bold: true)
        case .field: Attributes(underlined: true)
        case .fieldFocused: Attributes(bold: true, underlined: true)
        }
    }

    private static func plain(_ style: Style) -> Attributes {
        switch style {
        case .normal, .accent, .good, .button, .dim: Attributes()
        case .border, .shade: Attributes(dim: true)
        case .strong, .title, .key, .bad, .doubt, .warning: Attributes(bold: true)
        case .heading, .field, .selectionInactive: Attributes(underlined: true)
        case .fieldFocused, .match: Attributes(bold: true, underlined: true)
        case .selection, .buttonFocused: Attributes(reversed: true)
        }
    }

    private static func contrasting(_ style: Style) -> Attributes {
        switch style {
        case .normal, .dim, .border: Attributes(.snow, on: .ink)
        case .shade: Attributes(.silver, on: .ink)
        case .strong, .title: Attributes(.snow, on: .ink, bold: true)
        case .heading, .field, .selectionInactive: Attributes(.snow, on: .ink, underlined: true)
        case .selection, .buttonFocused: Attributes(.ink, on: .snow, bold: true)
        case .accent, .key, .button: Attributes(.sky, on: .ink, bold: true)
        case .match: Attributes(.amber, on: .ink, bold: true, underlined: true)
        case .good: Attributes(.leaf, on: .ink)
        case .warning: Attributes(.amber, on: .ink, bold: true)
        case .bad: Attributes(.snow, on: .crimson, bold: true)
        case .doubt: Attributes(.orchid, on: .ink, bold: true)
        case .fieldFocused: Attributes(.ink, on: .amber, bold: true)
        }
    }
}

extension Attributes {
    /// The same with the first sixteen colours only.
    fileprivate var named: Attributes {
        var looks = self
        let hasGround = background != .own
        looks.foreground = hasGround ? foreground.onGround : foreground.named
        looks.background = hasGround ? background.asGround : .own
        // What a colour says elsewhere, the weight says here.
        if foreground.isAlarming { looks.isBold = true }
        return looks
    }
}

extension Color {
    fileprivate var isAlarming: Bool { [.amber, .rose, .orchid, .umber, .crimson, .plum].contains(self) }

    /// One of the first sixteen on the terminal's own ground, or its own colour.
    fileprivate var named: Color {
        switch self {
        case .silver: .white
        case .sky: .brightCyan
        case .slate: .black
        case .crimson: .red
        case .plum: .magenta
        case .leaf, .amber, .rose, .orchid, .navy, .forest, .umber, .snow, .ink: .own
        default: self
        }
    }

    /// Black or white, whichever is meant.
    fileprivate var onGround: Color { self == .ink ? .black : .brightWhite }
    fileprivate var asGround: Color { [.snow, .amber].contains(self) ? .brightWhite : .black }
}
