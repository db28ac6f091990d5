import Telling
import TextScreen

extension Notice.Tone {
    /// How it is drawn.
    var style: Style {
        switch self {
        case .good: .good
        case .plain: .normal
        case .warning: .warning
        case .bad: .bad
        case .doubt: .doubt
        }
    }

    /// One character before it.
    var sign: String {
        switch self {
        case .good: "●"
        case .plain: "·"
        case .warning: "!"
        case .bad: "✗"
        case .doubt: "?"
        }
    }
}
