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
