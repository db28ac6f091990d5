import Foundation
import Testing
import TextScreen

/// What is to be read can be read, whatever palette the terminal has (WCAG 2.2, success criterion 1.4.3).
@Suite struct ContrastTests {
    struct Palette: CustomTestStringConvertible {
        let testDescription: String
        /// The terminal's own colours.
        let foreground, background: Int
        let isLight: Bool
        let colors: [Int]

        init(_ name: String, _ foreground: Int, on background: Int, isLight: Bool = false, _ colors: [Int]) {
            testDescription = name
            (self.foreground, self.background, self.isLight, self.colors) = (foreground, background, isLight, colors)
        }
    }

    // XTerm-col.ad of xterm 380.
    private static let xterm = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    // default_red, default_grn and default_blu in drivers/tty/vt/vt.c of Linux 6.
    private static let linux = [
        0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
        0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
    ]
    // ethanschoonover.com/solarized.
    private static let solarized = [
        0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198, 0xEEE8D5,
        0x002B36, 0xCB4B16, 0x586E75, 0x657B83, 0x839496, 0x6C71C4, 0x93A1A1, 0xFDF6E3,
    ]
    // Campbell in defaults.json of Windows Terminal.
    private static let campbell = [
        0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC,
        0x767676, 0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2,
    ]
    // TANGO_PALETTE in terminal-profile-editor.cc of GNOME Terminal.
    private static let tango = [
        0x2E3436, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF,
        0x555753, 0xEF2929, 0x8AE234, 0xFCE94F, 0x729FCF, 0xAD7FA8, 0x34E2E2, 0xEEEEEC,
    ]
    // GNOME_PALETTE in the same file.
    private static let gnome = [
        0x171421, 0xC01C28, 0x26A269, 0xA2734C, 0x12488B, 0xA347BA, 0x2AA1B3, 0xD0CFCC,
        0x5E5C64, 0xF66151, 0x33DA7A, 0xE9AD0C, 0x2A7BDE, 0xC061CB, 0x33C7DE, 0xFFFFFF,
    ]

    static let palettes = [
        Palette("xterm, dark", 0xE5E5E5, on: 0x000000, xterm),
        Palette("Linux console", 0xAAAAAA, on: 0x000000, linux),
        Palette("Solarized dark", 0x839496, on: 0x002B36, solarized),
        Palette("Windows Terminal", 0xCCCCCC, on: 0x0C0C0C, campbell),
        Palette("Tango dark", 0xD3D7CF, on: 0x2E3436, tango),
        Palette("GNOME dark", 0xD0CFCC, on: 0x171421, gnome),
        Palette("xterm, light", 0x000000, on: 0xFFFFFF, isLight: true, xterm),
        Palette("Solarized light", 0x657B83, on: 0xFDF6E3, isLight: true, solarized),
        Palette("Tango light", 0x2E3436, on: 0xEEEEEC, isLight: true, tango),
        Palette("GNOME light", 0x171421, on: 0xFFFFFF, isLight: true, gnome),
    ]

    /// Nobody reads these.
    private static let unread: Set<Style> = [.border, .shade]

    @Test(arguments: Theme.allCases, palettes)
    func `every style that is read has the contrast of 4.5, or that of the terminal's own text`(
        _ theme: Theme,
        _ palette: Palette
    ) {
        guard theme.isMeant(for: palette) else { return }
        let own = contrast(palette.foreground, palette.background)
        for style in Style.allCases where !Self.unread.contains(style) {
            for colors in [256, 16] {
                let looks = theme.attributes(of: style, colors: colors)
                #expect(!looks.isDim, "nobody knows what a terminal makes of dim")
                #expect(colors == 256 || looks.foreground.rawValue < 16 && looks.background.rawValue < 16)
                let (text, ground) = (
                    palette.color(looks.foreground, ground: false), palette.color(looks.background, ground: true)
                )
                let found = contrast(text, ground)
                #expect(found >= min(4.5, own), "\(style) with \(colors) colours: \(found)")
            }
        }
    }

    @Test func `the faint colour of before would be noticed`() throws {
        let solarized = try #require(Self.palettes.first { $0.testDescription == "Solarized dark" })
        #expect(contrast(solarized.colors[8], solarized.background) < 1.1)
    }

    private func contrast(_ one: Int, _ other: Int) -> Double {
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }

    /// The relative luminance as WCAG 2.2 defines it.
    private func luminance(_ color: Int) -> Double {
        func part(_ shift: Int) -> Double {
            let value = Double(color >> shift & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
}

extension Theme {
    fileprivate func isMeant(for palette: ContrastTests.Palette) -> Bool {
        switch self {
        case .default: !palette.isLight
        case .light: palette.isLight
        case .mono, .highContrast: true
        }
    }
}

extension ContrastTests.Palette {
    /// The colour that the terminal shows; those from 16 on are the same everywhere (256colres.pl of xterm).
    fileprivate func color(_ color: Color, ground: Bool) -> Int {
        switch color.rawValue {
        case -1: return ground ? background : foreground
        case 0..<16: return colors[color.rawValue]
        case 232...:
            let grey = 8 + 10 * (color.rawValue - 232)
            return grey << 16 | grey << 8 | grey
        default:
            let (steps, number) = ([0, 95, 135, 175, 215, 255], color.rawValue - 16)
            return steps[number / 36] << 16 | steps[number / 6 % 6] << 8 | steps[number % 6]
        }
    }
}
