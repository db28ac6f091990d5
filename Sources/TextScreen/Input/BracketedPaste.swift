/// The bytes between `ESC [ 200 ~` and `ESC [ 201 ~`: data, whatever they look like.
struct BracketedPaste: Hashable, Sendable {
    static let begin = Array("\u{1B}[200~".utf8)
    private static let end = Array("\u{1B}[201~".utf8)

    private var content: [UInt8] = []
    /// How many bytes were dropped, since they went beyond the limit.
    private(set) var leftOut = 0
    /// How many bytes of the end marker have come.
    private var matched = 0

    /// Returns true if the byte completes the end marker.
    ///
    /// Bytes beyond the limit are dropped.
    mutating func take(_ byte: UInt8, longest: Int) -> Bool {
        if byte == Self.end[matched] {
            matched += 1
            return matched == Self.end.count
        }
        // The only Escape in the end marker is its first byte: the bytes before this one can only be content.
        keep(Self.end[..<matched], longest: longest)
        matched = byte == Self.end[0] ? 1 : 0
        if matched == 0 { keep([byte], longest: longest) }
        return false
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>, longest: Int) {
        let kept = bytes.prefix(max(longest - content.count, 0))
        content += kept
        leftOut += bytes.count - kept.count
    }

    /// The text, with line ends as `\n`, and why some of it could not be read.
    func text(by encoding: CharacterEncoding) -> (text: String, untaken: Untaken?) {
        var decoder = CharacterDecoder(encoding)
        var (text, untaken) = (String.UnicodeScalarView(), Untaken?.none)
        var last: UInt8 = 0
        for byte in content {
            if decoder.isBroken(by: byte) { untaken = decoder.giveUp() }
            switch byte {
            case 0x0A where last == 0x0D: break
            case 0x0D: text.append("\n")
            case ..<0x80: text.append(Unicode.Scalar(byte))
            default:
                switch decoder.take(byte) {
                case .incomplete: break
                case .scalar(let scalar): text.append(scalar)
                case .untaken(let why): untaken = why
                }
            }
            last = byte
        }
        if decoder.isPending { untaken = decoder.giveUp() }
        return (String(text), untaken)
    }
}
