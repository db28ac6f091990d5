/// Reads DER elements one by one (X.690, section 8.1); a malformed one is nil.
struct DER {
    struct Element {
        var tag: UInt8
        var content: ArraySlice<UInt8>
        /// Tag, length and content.
        var whole: ArraySlice<UInt8>

        var elements: [Element] {
            var reader = DER(content)
            var elements: [Element] = []
            while let element = reader.next() { elements.append(element) }
            return elements
        }
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> Element? {
        let start = rest
        guard let tag = rest.popFirst(), let length = length(), length <= rest.count else { return nil }
        let content = rest.prefix(length)
        rest = rest.dropFirst(length)
        return Element(tag: tag, content: content, whole: start[..<content.endIndex])
    }

    /// At most four bytes of length: no certificate is longer than that.
    private mutating func length() -> Int? {
        guard let first = rest.popFirst() else { return nil }
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), count <= rest.count else { return nil }
        let length = rest.prefix(count).reduce(0) { $0 << 8 + Int($1) }
        rest = rest.dropFirst(count)
        return length
    }
}
