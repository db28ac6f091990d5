package import Accounts
package import StrictJSON

extension Unreadable {
    package init(_ fault: JSONReader.Fault) {
        self =
            switch fault.kind {
            case .empty: .empty
            case .page: .page
            case .notUTF8: .notUTF8(line: fault.line)
            case .cut: .cut(line: fault.line)
            case .unexpected: .notJSON(line: fault.line, column: fault.column)
            case .tooDeep(let limit): .tooDeep(limit: limit)
            }
    }
}
