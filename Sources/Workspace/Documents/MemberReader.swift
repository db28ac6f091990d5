import Accounts
import StrictJSON

/// Reads the members of a JSON object, each as the type that it must have.
struct MemberReader {
    private let path: String
    private let line: Int
    private let members: [JSON.Member]

    /// Reads the object of a document; `known` are all the members that it may have.
    init(_ json: JSON, known: [String]) throws(MemberProblem) {
        try self.init(JSON.Member("", json), path: "", known: known)
    }

    /// Reads the object of a document, whatever members it has: whoever reads on asks for `strangers`.
    init(unchecked json: JSON) throws(MemberProblem) { try self.init(JSON.Member("", json), path: "") }

    /// Reads a nested object; without `known` its members may have any name.
    private init(_ member: JSON.Member, path: String, known: [String]?) throws(MemberProblem) {
        try self.init(member, path: path)
        if let problem = strangers(known: known).first { throw problem }
    }

    private init(_ member: JSON.Member, path: String) throws(MemberProblem) {
        guard let members = member.value.members else {
            throw MemberProblem(member: path, line: member.line, kind: .wrongType(expected: .object))
        }
        self.path = path
        line = member.line
        self.members = members
    }

    /// The members that should not be there: unknown ones, and those that were there already.
    func strangers(known: [String]?) -> [MemberProblem] {
        var names: Set<String> = []
        return members.compactMap { member in
            if let known, !known.contains(member.name) {
                return problem(member, .unknown(meant: known.nearest(to: member.name)))
            }
            return names.insert(member.name.lowercased()).inserted ? nil : problem(member, .twice)
        }
    }

    private func problem(_ member: JSON.Member, _ kind: MemberProblem.Kind) -> MemberProblem {
        MemberProblem(member: name(member.name), line: member.line, kind: kind)
    }

    /// A problem with a member, whether or not the member is present.
    func problem(_ name: String, _ kind: MemberProblem.Kind) -> MemberProblem {
        MemberProblem(member: self.name(name), line: find(name)?.line ?? line, kind: kind)
    }

    private func name(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// The member with a name; null counts as absent.
    private func find(_ name: String) -> JSON.Member? { members.first { $0.name == name && $0.value != .null } }

    /// All names, in the order of the document.
    var names: [String] { members.map(\.name) }

    /// The value of a member; nil if the member is absent.
    private func read<Value>(
        _ name: String,
        _ expected: MemberProblem.JSONType,
        _ value: (JSON) -> Value?
    ) throws(MemberProblem) -> Value? {
        guard let member = find(name) else { return nil }
        guard let value = value(member.value) else { throw problem(member, .wrongType(expected: expected)) }
        return value
    }

    /// A text exactly as it stands.
    func string(_ name: String) throws(MemberProblem) -> String? {
        try read(name, .string) { if case .string(let text) = $0 { text } else { nil } }
    }

    /// Throws if a member that is required is absent.
    func required<Value>(_ name: String, _ value: Value?) throws(MemberProblem) -> Value {
        guard let value else { throw problem(name, .missing) }
        return value
    }

    /// A text as one line, parsed by `OneLine`.
    func line(_ name: String) throws(MemberProblem) -> String? {
        try parsed(name) { text throws(OneLine.Problem) in try OneLine(text).text }
    }

    /// An identifier that was accepted before, exactly as it was written down.
    func exact<ID: Identifier>(_ name: String) throws(MemberProblem) -> ID? {
        try parsed(name) { text throws(OneLine.Problem) in try ID(exactly: text) }
    }

    private func parsed<Value>(
        _ name: String,
        _ parse: (String) throws(OneLine.Problem) -> Value
    ) throws(MemberProblem) -> Value? {
        guard let text = try string(name) else { return nil }
        do throws(OneLine.Problem) {
            return try parse(text)
        } catch {
            throw problem(name, .text(error))
        }
    }

    func truth(_ name: String) throws(MemberProblem) -> Bool? {
        try read(name, .truth) { if case .boolean(let truth) = $0 { truth } else { nil } }
    }

    /// A number within bounds; not for identifiers or amounts.
    ///
    /// `least`: a lower bound to accept in place of that of `range`.
    func number(
        _ name: String,
        in range: ClosedRange<Double>,
        taking least: Double? = nil
    ) throws(MemberProblem) -> Double? {
        let number = try read(name, .number) { if case .number(let digits) = $0 { Double(digits) } else { nil } }
        if let number, number < least ?? range.lowerBound || number > range.upperBound {
            throw problem(name, .outside(range))
        }
        return number
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(MemberProblem) -> Int? {
        guard
            let digits = try read(name, .wholeNumber, { if case .number(let digits) = $0 { digits } else { nil } })
        else { return nil }
        guard !digits.contains(where: { ".eE".contains($0) }) else {
            throw problem(name, .wrongType(expected: .wholeNumber))
        }
        // A number too large for an integer is outside every range.
        guard let integer = Int(digits), range.contains(integer) else {
            throw problem(name, .outside(Double(range.lowerBound)...Double(range.upperBound)))
        }
        return integer
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(MemberProblem) -> Choice? {
        guard let text = try string(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw problem(name, .notAChoice(value: text, choices: Choice.allCases.map(\.rawValue)))
        }
        return choice
    }

    /// A nested object, whose members may have any name.
    func object(_ name: String) throws(MemberProblem) -> MemberReader? {
        guard let member = find(name) else { return nil }
        return try MemberReader(member, path: self.name(name), known: nil)
    }

    /// A nested object, whatever members it has.
    func unchecked(_ name: String) throws(MemberProblem) -> MemberReader? {
        guard let member = find(name) else { return nil }
        return try MemberReader(member, path: self.name(name))
    }

    /// A list of nested objects.
    func objects(_ name: String, known: [String]) throws(MemberProblem) -> [MemberReader]? {
        guard let member = find(name) else { return nil }
        guard case .array(let elements) = member.value else {
            throw problem(member, .wrongType(expected: .list))
        }
        var readers: [MemberReader] = []
        for (index, element) in elements.enumerated() {
            let path = "\(self.name(name))[\(index)]"
            readers.append(
                try MemberReader(JSON.Member("", element.value, line: element.line), path: path, known: known)
            )
        }
        return readers
    }
}
