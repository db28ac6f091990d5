import Telling
import TextScreen

/// A screen with one page of text, which is read first.
protocol PageScreen: Screen {
    /// nil until it has been read.
    var page: TextPage? { get set }
    var size: Size { get set }
}

extension PageScreen {
    func awaits(_ key: Key, _ command: Command?) -> Bool { page == nil }

    mutating func resize(_ size: Size) -> [Effect] {
        self.size = size
        return page?.resize(size) ?? []
    }

    mutating func scroll(by lines: Int) -> [Effect] { page?.scroll(by: lines) ?? [] }

    /// Shows a text from its beginning; one that is shown already stays where it is.
    mutating func show(_ paragraphs: [TextPage.Paragraph]) -> [Effect] {
        guard paragraphs != page?.paragraphs else { return [] }
        page = TextPage("", paragraphs)
        return resize(size)
    }

    func draw(on frame: inout Frame, in area: Rect) {
        guard let page else { return frame.putPlaceholder(AccountsWords.reading, in: area) }
        page.draw(on: &frame, in: area)
    }
}
