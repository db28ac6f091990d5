import Accounts
import FoundationEssentials
import PlainText
import Telling
import TextScreen

/// Asks for the name of the file into which what is shown is written; Tab goes on to something else that can be written.
struct ExportPopUp: Screen {
    let context = Context.exporting
    let isOneOnly = true
    private let choices: [Exported]
    private let names: [String]
    private var choice = 0
    private var editor: LineEditor
    /// The file that was ordered here; what comes of one that a closed pop-up ordered does not count.
    private var file: (path: String, isBeingWritten: Bool)?
    private var isWriting: Bool { file?.isBeingWritten == true }

    /// `choices` are what can be written, the most wanted first; there is at least one.
    init(_ choices: [Exported], at date: Date) {
        self.choices = choices
        names = choices.map { $0.name(at: date) }
        editor = LineEditor(text: names.first ?? "")
    }

    mutating func type(_ key: Key) -> [Effect]? {
        guard !isWriting else { return key == .escape ? nil : [] }
        return editor.apply(key) ? [] : nil
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .nextField: showNext()
        case .writeFile: return write()
        default: break
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .nextField where choices.count < 2: ExportWords.nothingElse
        case .writeFile where isWriting: ExportWords.isWriting
        case .writeFile where editor.text.trimmed.isEmpty: ExportWords.noName
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .exportRefused(let path, _) where path == file?.path: file = nil
        case .exportExists(var order) where order.path == file?.path:
            file?.isBeingWritten = false
            order.replaces = true
            return [
                .ask(
                    ExportWords.replaceTitle,
                    ExportWords.replace(order.path),
                    yes: ExportWords.replaceYes,
                    then: .work(.export(order))
                )
            ]
        case .exported(let path, _) where path == file?.path:
            file = nil
            return [.go(.closeExport)]
        default: break
        }
        return []
    }

    /// Goes on to the next thing; a name that was typed stays.
    private mutating func showNext() {
        let next = (choice + 1) % choices.count
        if editor.text == names[choice] { editor = LineEditor(text: names[next]) }
        choice = next
    }

    private mutating func write() -> [Effect] {
        let path = editor.text.trimmed
        file = (path, true)
        return [.work(.export(ExportOrder(exported: choices[choice], path: path)))]
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let other = choices.count > 1 ? [Hint(.nextField, in: context, ExportWords.other)] : []
        let hints = [Hint(.writeFile, in: context, "write", rank: .main)] + other + [.close(context, "cancel")]
        let inside = frame.popUp(ExportWords.title, columns: 76, rows: 5, in: area, hints: hints)
        frame.put(choices[choice].label, at: inside.row(0).origin, width: inside.size.columns)
        let start = frame.put("File ", at: inside.row(1).origin, style: .dim)
        let place = inside.row(1).dropping(columns: start - inside.origin.column)
        if isWriting {
            frame.put(ExportWords.writing(editor.text), at: place.origin, width: place.size.columns)
        } else {
            frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
        }
        let folder = ExportWords.folder(FileManager.default.currentDirectoryPath)
        frame.put(folder, at: inside.row(2).origin, style: .dim, width: inside.size.columns)
    }
}
