import Telling
import TextScreen

extension Notice.Tone {
    var style: Style {
        switch self {
        case .good: .good
        case .plain: .normal
        case .warning: .warning
        case .bad: .bad
        case .doubt: .doubt
        }
    }

    /// One character in front of the notice.
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
