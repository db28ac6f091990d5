import CNcurses
import TextScreen

/// Writes frames to the terminal, but only the cells that differ from the last one.
struct Painter {
    let theme: Theme
    let ascii: Bool
    private var last: Frame?

    init(theme: Theme, ascii: Bool) {
        self.theme = theme
        self.ascii = ascii
    }

    /// Forgets what the terminal shows, so that the next frame is written whole.
    mutating func forget() {
        last = nil
        nc_forget()
    }

    mutating func paint(_ frame: Frame) {
        let frame = ascii ? frame.ascii : frame
        for run in frame.changes(from: last) { put(run) }
        nc_show(Int32(frame.cursor?.column ?? -1), Int32(frame.cursor?.row ?? -1))
        last = frame
    }

    private func put(_ run: CellRun) {
        var text = ""
        var column = run.start.column
        var (start, style) = (column, run.cells.first?.style ?? .normal)
        func flush() {
            guard !text.isEmpty else { return }
            let look = theme.attributes(of: style, colors: Int(nc_colors()))
            nc_put(
                Int32(start),
                Int32(run.start.row),
                text,
                look.flags,
                Int32(look.foreground.rawValue),
                Int32(look.background.rawValue)
            )
        }
        for cell in run.cells {
            if cell.style != style {
                flush()
                (text, start, style) = ("", column, cell.style)
            }
            text += cell.glyph
            column += 1
        }
        flush()
    }
}

extension Attributes {
    fileprivate var flags: Int32 {
        var flags = 0
        if isBold { flags |= NC_BOLD }
        if isDim { flags |= NC_DIM }
        if isUnderlined { flags |= NC_UNDERLINE }
        if isReversed { flags |= NC_REVERSE }
        return Int32(flags)
    }
}
