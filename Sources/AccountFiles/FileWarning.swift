/// A remark about a file that is accepted nevertheless.
package enum FileWarning: Hashable, Sendable {
    /// The file is one page of a list; its number is not always given.
    case page(Int?, of: Int)
    /// The file contains some of the accounts of a list.
    case part(Int, of: Int)
    /// The file refers to a following page.
    case morePages
    /// A column has no name; the number counts from 1.
    case unnamedColumn(Int)

    /// Whether the file is only part of what the platform has.
    package var isPartOfList: Bool {
        switch self {
        case .page, .part, .morePages: true
        case .unnamedColumn: false
        }
    }
}
