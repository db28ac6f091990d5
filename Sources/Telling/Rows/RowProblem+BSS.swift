package import Accounts

/// What is wrong with an account of the BSS, which stands on no line of a file.
extension RowProblem {
    package var phraseInBSS: String {
        let names = [code?.rawValue, id.map { "id \($0)" }].compactMap(\.self)
        return named(names.isEmpty ? "an account without id and code" : names.joined(separator: ", "))
    }

    /// The same where its code stands beside it.
    var phraseBesideCode: String { named(id.map { "id \($0)" } ?? "an account without id") }

    private func named(_ name: String) -> String {
        let column = column.map { ", \(Self.spoken($0))" } ?? ""
        return "\(name)\(column): \(wordsInBSS)"
    }

    /// A column of a file, as people call what the BSS has.
    private static func spoken(_ column: String) -> String {
        column == Account.Column.parentCode.rawValue ? "parent" : column.replacing("_", with: " ")
    }

    private var wordsInBSS: String {
        switch kind {
        case .duplicateCode: "another account of the BSS has this code, too: give one of the two another code there"
        case .duplicateID(let id, let holder):
            "the id \(id) came twice, once as \(holder): the next pull reads it again"
        case .heldCode(let code, let holder) where holder.rawValue == code.rawValue:
            "\(code) was imported from a file without an id, so that its id is \(holder), and an id never changes: "
                + "give it another code in the BSS, or begin a workspace with a pull"
        case .unknownParent(let name):
            "its parent \(name) is not an account here: correct the parent in the BSS, or do a full pull"
        case .fixedParent:
            "it is synchronized under its parent, or may be: it cannot move to \(parent.map { "\($0)" } ?? "no parent")"
        default: kind.phrase
        }
    }
}
