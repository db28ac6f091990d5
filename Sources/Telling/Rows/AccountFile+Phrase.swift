package import AccountFiles
import Accounts

extension AccountFileProblem {
    /// What is wrong and what to do now.
    package var phrase: String {
        switch self {
        case .empty: "the file is empty: it needs a first line with the names of the columns"
        case .missingColumn(Account.Column.code.rawValue):
            "the first line has no column \"code\" or \"id\": it needs one of them"
        case .missingColumn(let name): "the first line has no column \"\(name)\": add it"
        case .duplicateColumn(let name): "the first line names \"\(name)\" twice: remove one"
        case .notJSON(let fault): "the file \(fault.phrase): check where it was cut or edited"
        case .noAccounts: "the file holds no list of accounts: it must be an array, or an object with \"data\""
        case .twoLists: "the file has \"data\" twice: keep one list of accounts"
        case .notText: "the file is not text: save it as CSV in UTF-8"
        case .changed: "the file changed while it was being imported, so nothing was imported: import it again"
        case .unreadable: "the file could not be read to its end, and nothing was imported: copy it and try again"
        }
    }
}

extension FileWarning {
    package var phrase: String {
        switch self {
        case .page(let number?, let total): "the file is page \(number) of \(total): import the other pages, too"
        case .page(nil, let total): "the file is one page of \(total): import the other pages, too"
        case .part(let found, let total): "the file holds \(found) of \(total) accounts: import the other pages, too"
        case .morePages: "the file is one page of several: import the other pages, too"
        case .unnamedColumn(let number): "column \(number) has no name: it is left out"
        }
    }
}

extension ImportPlan {
    /// Remarks about the file, besides the rows that are refused; one sentence each.
    package var remarks: [String] {
        warnings.map(\.phrase.sentence)
            + unknownColumns.map { "The column \"\($0)\" is not known: it is left out." }
    }
}
