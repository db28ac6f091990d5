import Testing
import TextScreen

@testable import Console

@Suite struct TextPageTests {
    private func page(_ count: Int = 40) -> TextPage {
        var page = TextPage("Page", (1...count).map { TextPage.Paragraph(text: "line \($0)") })
        _ = page.resize(Size(columns: 40, rows: 13))
        return page
    }

    private func shown(_ page: TextPage) -> [String] {
        var frame = Frame(Size(columns: 40, rows: 10))
        page.draw(on: &frame, in: Rect(frame.size))
        return frame.lines.map { String($0.drop { $0 == " " }) }
    }

    @Test(arguments: [
        ([Command.down], 2), ([.down, .down, .up], 2), ([.pageDown], 11), ([.pageDown, .pageDown], 21),
        ([.pageDown, .down, .pageDown], 22), ([.pageDown, .pageUp], 1), ([.down, .pageUp], 1), ([.bottom], 31),
        ([.bottom, .pageUp, .up], 20), ([.bottom, .down, .pageDown], 31),
    ])
    func `lines and pages scroll by lines and by pages`(_ commands: [Command], _ first: Int) {
        var page = page()
        for command in commands { _ = page.perform(command) }
        let (top, bottom) = (shown(page).first ?? "", shown(page).last ?? "")
        #expect(top.trimmingSuffix { " ▲".contains($0) } == "line \(first)")
        #expect(bottom.trimmingSuffix { " ▼".contains($0) } == "line \(first + 9)")
        // Where the text goes on is marked.
        #expect(top.hasSuffix("▲") == (first > 1) && bottom.hasSuffix("▼") == (first + 9 < 40))
    }

    @Test func `a long line is broken, and goes on below where it began`() {
        let text = "a message that is much longer than the screen is wide"
        var page = TextPage("Page", [.init(label: "12:03", text: text, indent: 8)])
        _ = page.resize(Size(columns: 40, rows: 13))
        #expect(shown(page).prefix(3) == ["12:03   a message that is much", "longer than the screen is", "wide"])
    }
}

extension String {
    fileprivate func trimmingSuffix(_ isLeftOut: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isLeftOut(last) { rest.removeLast() }
        return rest
    }
}
