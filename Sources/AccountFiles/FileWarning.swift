/// What is to be said of a file that is taken all the same.
package enum FileWarning: Hashable, Sendable {
    /// It is one page of a list; its number is not always said.
    case page(Int?, of: Int)
    /// It holds some of the accounts of a list.
    case part(Int, of: Int)
    /// It names a page that follows.
    case morePages
    /// A column has no name; the number counts from 1.
    case unnamedColumn(Int)

    /// Whether the file is only a part of what the platform has.
    package var isPartOfList: Bool {
        switch self {
        case .page, .part, .morePages: true
        case .unnamedColumn: false
        }
    }
}
