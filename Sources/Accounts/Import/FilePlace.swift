/// The position of a row in a file.
package struct FilePlace: Hashable, Comparable, Sendable {
    /// The line where the row begins, from 1.
    package var line: Int
    /// For JSON also the number of the element in the list, from 1, since all elements may be on one line.
    package var element: Int?

    package init(line: Int, element: Int? = nil) { (self.line, self.element) = (line, element) }

    package static func < (left: Self, right: Self) -> Bool {
        (left.line, left.element ?? 0) < (right.line, right.element ?? 0)
    }
}
