import Synchronization

/// What the door and the width need to know of a scalar.
struct ScalarLook {
    /// The width in cells; nil if the scalar cannot be printed.
    let width: Int8?
    let isHidden: Bool
    /// Whether what belongs to an emoji may follow.
    let isEmoji: Bool

    init(_ scalar: Unicode.Scalar) {
        width = scalar.cells.map { Int8($0) }
        isHidden = scalar.isHidden
        isEmoji = scalar.value > 0xFF && scalar.properties.isEmoji
    }

    /// Whether the scalar goes through the door as it is, whatever stands beside it.
    var isPlain: Bool { !isHidden && !isEmoji && width ?? 0 > 0 }

    var cells: Int { Int(width ?? 0) }
}

/// The looks of the scalars that were seen: a list of a million accounts asks for the same few thousand again and again,
/// and each costs several searches in the tables of Unicode and of the system.
struct ScalarLooks: ~Copyable {
    static let seen = Mutex(ScalarLooks())

    /// Pages of 256 scalars each, of the first 65,536.
    private var pages: [[ScalarLook?]] = Array(repeating: [], count: 256)

    subscript(_ scalar: Unicode.Scalar) -> ScalarLook {
        mutating get {
            guard scalar.value < 0x1_0000 else { return ScalarLook(scalar) }
            let (page, place) = (Int(scalar.value >> 8), Int(scalar.value & 0xFF))
            if pages[page].isEmpty { pages[page] = Array(repeating: nil, count: 256) }
            if let known = pages[page][place] { return known }
            let look = ScalarLook(scalar)
            pages[page][place] = look
            return look
        }
    }
}
