package import StrictJSON

extension JSONReader.Fault {
    /// What is wrong, worded to follow "it" or the name of the text.
    package var phrase: String {
        switch kind {
        case .empty: "is empty"
        case .page: "is a page, not JSON"
        case .notUTF8: "is not UTF-8 in line \(line)"
        case .cut: "ends in the middle, in line \(line)"
        case .unexpected: "is not JSON at line \(line), character \(column)"
        case .tooDeep(let limit): "is nested more than \(limit) deep"
        }
    }
}
