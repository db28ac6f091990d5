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

extension FileWarning: CustomStringConvertible {
    /// What it is and what to do now.
    package var description: String {
        switch self {
        case .page(let number?, let total): "the file is page \(number) of \(total): import the other pages, too"
        case .page(nil, let total): "the file is one page of \(total): import the other pages, too"
        case .part(let found, let total): "the file holds \(found) of \(total) accounts: import the other pages, too"
        case .morePages: "the file is one page of several: import the other pages, too"
        case .unnamedColumn(let number): "column \(number) has no name: it is left out"
        }
    }
}
