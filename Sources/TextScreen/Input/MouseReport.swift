/// A mouse report, in any of its three forms.
struct MouseReport: Hashable {
    private let button: Int
    /// Counted from 1, as terminals do.
    private let column, row: Int
    private let isPress: Bool

    /// `CSI < button ; column ; row`, then M for a press and m for a release.
    init?(sgr sequence: ControlSequence) {
        let isPress = sequence.final == UInt8(ascii: "M")
        guard isPress || sequence.final == UInt8(ascii: "m"), sequence.intermediates.isEmpty else { return nil }
        self.init(sequence, lowest: 0, isPress: isPress)
    }

    /// `CSI button ; column ; row M`, with 32 added to the button.
    init?(urxvt sequence: ControlSequence) { self.init(sequence, lowest: 32, isPress: true) }

    /// `CSI M` and three bytes, each with 32 added.
    init(x10 bytes: ArraySlice<UInt8>) {
        let numbers = bytes.map { Int($0) - 32 }
        (button, column, row, isPress) = (numbers[0], numbers[1], numbers[2], true)
    }

    private init?(_ sequence: ControlSequence, lowest: Int, isPress: Bool) {
        guard sequence.parameters.count == 3, let button = sequence.number(0), button >= lowest,
            let column = sequence.number(1), let row = sequence.number(2)
        else { return nil }
        (self.button, self.column, self.row, self.isPress) = (button - lowest, column, row, isPress)
    }

    /// A click with the left button or a turn of the wheel, without Shift, Alt or Control; nil for everything else.
    var key: Key? {
        guard isPress else { return nil }
        switch button {
        case 0: return column >= 1 && row >= 1 ? .click(Point(column: column - 1, row: row - 1)) : nil
        case 64: return .wheel(-1)
        case 65: return .wheel(1)
        default: return nil
        }
    }
}
