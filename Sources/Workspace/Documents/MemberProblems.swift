import Accounts
import Transport

/// What is wrong with the members of a document that is read to its end, so that all of it can be told at once.
struct MemberProblems {
    private(set) var all: [MemberProblem] = []

    /// What is read; nil if it cannot be used.
    mutating func note<Value>(_ read: () throws(MemberProblem) -> Value) -> Value? {
        do throws(MemberProblem) {
            return try read()
        } catch {
            all.append(error)
            return nil
        }
    }

    /// What is read of a member that may be absent.
    mutating func optional<Value>(_ read: () throws(MemberProblem) -> Value?) -> Value? { note(read) ?? nil }

    /// Whether a member's text is a URL that may be used; notes all that is wrong with it.
    mutating func accepts(_ text: String, of name: String, in members: MemberReader, allowsHTTP: Bool) -> Bool {
        var kinds = WebURL.problems(of: text).map { MemberProblem.Kind.url($0) }
        if let host = WebURL.plainHost(of: text), !URLRule.allowsPlain(host, allowsHTTP: allowsHTTP) {
            kinds.append(.plainHTTP)
        }
        add(kinds.map { members.problem(name, $0) })
        return kinds.isEmpty
    }

    mutating func add(_ problems: [MemberProblem]) { all += problems }

    /// Each in the order of the document; a member that is only misspelled is not missing as well.
    var told: [MemberProblem] {
        let meant = Set(
            all.compactMap { problem -> String? in
                guard case .unknown(let meant?) = problem.kind else { return nil }
                return problem.member.split(separator: ".").dropLast().map { $0 + "." }.joined() + meant
            }
        )
        return all.filter { $0.kind != .missing || !meant.contains($0.member) }.enumerated()
            .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    }
}
