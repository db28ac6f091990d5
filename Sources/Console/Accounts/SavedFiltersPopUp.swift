import Accounts
import Telling
import TextScreen
import Workspace

/// The saved filters: one is taken, the present one is saved, one is forgotten.
struct SavedFiltersPopUp: ListScreen {
    let context = Context.savedFilters
    private let present: String
    private var isRead = false
    var list = ListPane<SavedFilters.Saved>()
    /// The name that is being typed for the present filter.
    private var editor: LineEditor?

    init(present: String) { self.present = present }

    var question: [Hint]? {
        editor == nil ? nil : [Hint(Key.enter, "save", rank: .main), .close(context, "cancel")]
    }

    func awaits(_ key: Key, _ command: Command?) -> Bool { !isRead }

    mutating func appear() -> [Effect] { [.work(.loadFilters)] }

    mutating func type(_ key: Key) -> [Effect]? {
        guard var line = editor else { return nil }
        switch key {
        case .escape: editor = nil
        case .enter:
            // The same door as for all names that come from outside.
            guard let name = try? OneLine(line.text, longest: 100).text else { return [] }
            editor = nil
            return [.work(.saveFilter(present, as: name))]
        default:
            _ = line.apply(key)
            editor = line
        }
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .takeFilter: return selected.map { [.go(.close), .go(.tell(.filterTaken($0.filter)))] } ?? []
        case .saveFilter: editor = LineEditor()
        case .forgetFilter:
            guard let name = selected?.name else { return [] }
            return [
                .ask(
                    SavedFilterWords.forgetTitle,
                    SavedFilterWords.forget(name),
                    yes: SavedFilterWords.forgetYes,
                    then: .work(.saveFilter(nil, as: name))
                )
            ]
        default: list.move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .takeFilter where selected == nil, .forgetFilter where selected == nil: Refusal.emptyList
        case .saveFilter where present.trimmed.isEmpty: SavedFilterWords.noFilter
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        guard case .filtersLoaded(let filters) = happening else { return [] }
        isRead = true
        list.show(filters.filters, keeping: \.name)
        return []
    }

    func draw(on frame: inout Frame, in area: Rect) {
        let taking = selected == nil ? [] : [Hint(.takeFilter, in: context, "take", rank: .main)]
        let saving = present.trimmed.isEmpty ? [] : [Hint(.saveFilter, in: context, SavedFilterWords.save)]
        let forgetting = selected == nil ? [] : [Hint(.forgetFilter, in: context, SavedFilterWords.forgetIt)]
        let hints = question ?? taking + saving + forgetting + [.close(context)]
        let rows = max(list.count, 1) + (editor == nil ? 2 : 5)
        let inside = frame.popUp(SavedFilterWords.title, columns: 76, rows: rows, in: area, hints: hints)
            .inset(columns: -1, rows: 0)
        var below = inside
        if let editor {
            frame.put(present, at: inside.origin.moved(columns: 1), width: inside.size.columns - 2)
            let start = frame.put("\(SavedFilterWords.name) ", at: inside.row(1).origin.moved(columns: 1), style: .dim)
            let place = inside.row(1).dropping(columns: start - inside.origin.column)
            frame.cursor = editor.draw(on: &frame, in: place, style: .fieldFocused)
            let name = editor.text.trimmed.folded
            if let same = list.items.first(where: { $0.name.folded == name }) {
                let words = SavedFilterWords.replaced(same.name)
                frame.put(
                    words,
                    at: inside.row(2).origin.moved(columns: 1),
                    style: .warning,
                    width: inside.size.columns - 2
                )
            }
            below = inside.dropping(rows: 3)
        }
        guard !list.isEmpty else {
            let words = isRead ? SavedFilterWords.none : AccountsWords.reading
            frame.put(words, at: below.origin.moved(columns: 1), style: .dim)
            return
        }
        let columns = TableColumns([.init("", inside.size.columns / 3), .init()], width: inside.size.columns, start: 1)
        list.draw(on: &frame, in: below) { line, row, frame in
            columns.draw([.init(list.items[line].name), .init(list.items[line].filter, .dim)], on: &frame, in: row)
        }
    }
}

extension Console {
    mutating func openFilters() {
        guard let list = screens.last as? AccountsScreen else { return }
        open(SavedFiltersPopUp(present: list.query.filter.text))
    }
}

extension EffectRunner {
    func loadFilters() {
        do throws(KeptFile.Problem) {
            post(.filtersLoaded(try workspace.savedFilters()))
        } catch {
            post(.filtersLoaded(SavedFilters()))
            post(.told(.filtersNotRead(error)))
        }
    }

    func saveFilter(_ filter: String?, as name: String) {
        do throws(KeptFile.Problem) {
            post(.filtersLoaded(try workspace.saveFilter(filter, as: name)))
            post(.told(filter == nil ? .filterForgotten(name) : .filterSaved(name)))
        } catch {
            post(.told(.filterNotSaved(error)))
        }
    }
}
