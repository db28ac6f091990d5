import Accounts
import StrictJSON

extension ImportRejects {
    /// Writes the refused elements of a JSON list as a list, each with its reason as a member.
    static func elements(
        _ problems: [RowProblem],
        of bytes: [UInt8],
        _ words: (RowProblem) -> String
    ) throws(AccountFileProblem) -> [UInt8] {
        let elements = try AccountJSON.list(bytes).elements
        let refused = problems.compactMap { problem -> String? in
            guard let number = problem.place.element, elements.indices.contains(number - 1) else { return nil }
            return elements[number - 1].value.with(words(problem)).written
        }
        return Array("[\(refused.isEmpty ? "" : "\n")\(refused.joined(separator: ",\n"))\n]\n".utf8)
    }
}

extension JSON {
    /// The element with the reason; what is not an object becomes a member of one.
    fileprivate func with(_ reason: String) -> JSON {
        let own = members?.filter { $0.name != ImportRejects.message } ?? [Member("value", self)]
        return .object(own + [Member(ImportRejects.message, .string(reason))])
    }
}
