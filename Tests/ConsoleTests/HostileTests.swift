import Accounts
import PlainText
import Testing
import TextScreen

/// What others wrote can neither steer a terminal nor deceive a reader, on any screen.
@Suite(.timeLimit(.minutes(20))) struct HostileTests {
    @Test(arguments: Hostile.names.indices)
    func `no screen has a cell with anything but plain text`(_ index: Int) async throws {
        let accounts = Array(Hostile.accounts[index * 2..<index * 2 + 2])
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@2"], adding: accounts)
        await stage.press(.end, .home)
        for account in accounts {
            await stage.resize(80, 24)
            await stage.goTo(account.code.rawValue)
            await stage.look()
            for _ in 0..<3 {
                await stage.press(.enter)
                await stage.look()
            }
            await stage.press(.tab)
            await stage.press(.paste(account.name))
            await stage.look()
            await stage.press(.control("u"))
            await stage.type("RS-77")
            await stage.press(.control("s"))
            await stage.look()
            await stage.leave()
        }
        for key in "dl?:/" {
            await stage.type(String(key))
            await stage.look()
            if key == "/" { await stage.press(.paste(accounts[0].name)) }
            await stage.look()
            await stage.leave()
        }
    }
}

extension Stage {
    /// Goes down the list until an account is under the cursor.
    fileprivate func goTo(_ code: String) async {
        await press(.home)
        for _ in 0..<200 where selected != code { await press(.down) }
        #expect(selected == code)
    }

    /// Looks at every cell at three sizes.
    fileprivate func look() async {
        for size in Golden.sizes {
            await resize(size.columns, size.rows)
            expectSound()
        }
    }
}

extension Stage {
    /// Every cell holds one visible character, every row is as wide as the screen, and the cursor is on it.
    func expectSound(location: SourceLocation = #_sourceLocation) {
        let frame = frame
        #expect(frame.size == size, sourceLocation: location)
        // A row that is as it was has been judged.
        let rows = Set(frame.changes(from: judged).map(\.start.row)).sorted()
        judged = frame
        for row in rows {
            var width = 0
            var unsound: String?
            for cell in frame.row(row) {
                let glyph = cell.glyph
                if glyph.isPlain {
                    width += 1
                    continue
                }
                width += glyph.columns
                if unsound == nil, glyph.visible != glyph || glyph.isHostile { unsound = glyph.visible }
            }
            #expect(width == size.columns, "row \(row) is \(width) wide: \(frame.lines[row])", sourceLocation: location)
            #expect(unsound == nil, "row \(row): \(unsound ?? "")", sourceLocation: location)
        }
        if let cursor = frame.cursor { #expect(Rect(size).contains(cursor), sourceLocation: location) }
    }
}

extension String {
    /// The usual case.
    fileprivate var isPlain: Bool {
        guard utf8.count == 1, let byte = utf8.first else { return false }
        return byte >= 0x20 && byte < 0x7F
    }

    /// Judged without the door that is under test.
    fileprivate var isHostile: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x061C, 0xFEFF,
                0xFE00...0xFE0F,
                0xE0000...0xE0FFF:
                true
            default: false
            }
        } || unicodeScalars.count > 5
    }
}
