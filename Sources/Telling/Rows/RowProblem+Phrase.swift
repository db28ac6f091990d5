package import Accounts

extension RowProblem {
    /// Where it is, what is wrong, and what to do now.
    package var phrase: String {
        let element = place.element.map { ", element \($0)" } ?? ""
        let column = column.map { ", column \($0)" } ?? ""
        return "line \(line)\(element)\(column)\(code.map { " (\($0))" } ?? ""): \(kind.phrase)"
    }

    /// What to do now: the end of a sentence that says what is wrong; nil where the sentence only explains it.
    package func cure(in phrase: String) -> String? {
        switch kind {
        case .missing, .hidden, .tooLong, .fixedType, .fixedParent, .parentNoReseller, .notAnObject, .wrongKind, .words:
            nil
        default: phrase.ranges(of: ": ").last.map { String(phrase[$0.upperBound...]) }
        }
    }
}

extension RowProblem.Kind {
    package var phrase: String {
        switch self {
        case .missing: "it is empty; every account needs one"
        case .cells(let found, let expected):
            "it has \(found) cells where the first line has \(expected): check the quotes and separators"
        case .openQuote: "a quote is opened and never closed: close it"
        case .strayQuote: "a quote stands inside a cell that is not quoted: quote the cell and double the quote"
        case .notUTF8: "it is not UTF-8: save the file as UTF-8"
        case .hidden(let character): OneLine.Problem.hidden(character).phrase
        case .tooLong(let limit): OneLine.Problem.tooLong(limit: limit).phrase
        case .unknownType(let word): "\"\(word)\" is not a type: write reseller or customer"
        case .unknownStorefront(let word): "\"\(word)\" is neither true nor false: write one of them"
        case .duplicateCode(let line): "the code is on line \(line) already: keep one of the two rows"
        case .duplicateID(let id, let holder): "the id \(id) belongs to \(holder): correct it"
        case .unknownID(let id): "there is no account with the id \(id): add its code, or correct the id"
        case .zeroID(let id): "\(id) is not the id of an account: correct it, or leave it empty"
        case .changedID(let old, let new):
            "the id would change from \(old) to \(new): an account keeps its id, correct it in the file"
        case .heldCode(let code, let holder):
            "the code \(code) belongs to the account with the id \(holder): give one of the two another code"
        case .knownByCode(let code):
            "the account with this id is \(code) here, and not the BSS's yet, so that it is not renamed: if it is the same "
                + "account, give it the code \(code) in the BSS until the next pull; if not, correct the id of one of them"
        case .ofBSS: "the account comes from the BSS, and a file does not change it: --over-bss overwrites it"
        case .unknownParent(let name): "there is no account \"\(name)\": add it to the file, or correct it"
        case .parentNoReseller(let code): "\(code) is not a reseller: only a reseller has customers"
        case .directWithParent:
            "a direct customer has no reseller above it: write customer as its type, or leave parent_code empty"
        case .hasCustomers(let code):
            "it has customers, \(code) among them: give them another parent first, or leave it a reseller"
        case .cycle: "the account would stand above itself: correct the parents"
        case .parentRefused(let code): "its parent \(code) was refused: correct that row first"
        case .fixedType(let kind): "it is synchronized as \(kind.rawValue), or may be: its type cannot change any more"
        case .fixedParent: "it is synchronized, or may be: whether it has a parent, and which, cannot change any more"
        case .notAnObject: "it is not an object: each account is one"
        case .wrongKind(let member, let wanted): "\"\(member)\" must be \(wanted.phrase)"
        case .duplicateMember(let name): "\"\(name)\" is there twice: keep one"
        case .words(let words): words
        case .contradiction(let one, let other): "\"\(one)\" and \"\(other)\" say different things: keep one"
        }
    }
}

extension RowProblem.Wanted {
    fileprivate var phrase: String {
        switch self {
        case .text: "a text in quotes, or null"
        case .identifier: "a text in quotes or a whole number"
        case .truth: "true or false"
        case .object: "an object, or null"
        case .parent: "a code, an object with a code, or null"
        }
    }
}
