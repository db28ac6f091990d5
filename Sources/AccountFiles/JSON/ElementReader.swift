import Accounts
import StrictJSON

/// Reads one account of a JSON list; a value of the wrong kind for its member is a problem, and is never treated as
/// empty.
struct ElementReader {
    private let element: JSON
    private let name: RowName
    /// By the places of the columns.
    private var texts = [(text: String, member: MemberPath)?](repeating: nil, count: Account.Column.allCases.count)
    private var reseller: (truth: Bool?, member: MemberPath)?
    /// How the account names its parent; a payer's bare name next to the payer's id may not be an id.
    private var parents: [(parent: FileRow.Parent, member: MemberPath, isSure: Bool)] = []

    init(_ element: JSON, at place: FilePlace) throws(RowProblem) {
        name = RowName(place, code: element["code"]?.text, id: element["id"]?.text)
        guard element.members != nil else { throw name.problem(.notAnObject) }
        if let member = element.duplicateMember { throw name.problem(.duplicateMember(member)) }
        self.element = element
    }

    mutating func row(_ members: inout MemberNames) throws(RowProblem) -> FileRow {
        try read(element, in: .account, &members)
        try settleType()
        return try FileRow(at: name.place, parent: try parent()) { texts[$0.place]?.text }
    }

    private mutating func read(
        _ object: JSON,
        in place: MemberNames.Place,
        _ members: inout MemberNames
    ) throws(RowProblem) {
        for member in object.members ?? [] {
            let path = MemberPath(place: place, name: member.name)
            switch members.meaning(of: member.name, in: place) {
            case .column(let column): try put(member.value, in: column, path)
            case .reseller: try putReseller(member.value, path)
            case .parent: try putParent(member.value, path)
            case .payerID: try putPayer(member.value, path)
            case .payer: try putPayer(member.value, path, isSure: member.value.members != nil)
            case .contact: try read(parts(member.value, .contact, path), in: .contact, &members)
            case .address: try read(parts(member.value, .address, path), in: .address, &members)
            case .ignored, .unknown: break
            }
        }
    }

    /// The object that a member must be; null clears everything the object would hold.
    private mutating func parts(
        _ value: JSON,
        _ place: MemberNames.Place,
        _ member: MemberPath
    ) throws(RowProblem) -> JSON {
        switch value {
        case .object: return value
        case .null:
            for column in place.columns { try put("", in: column, member) }
            return value
        default: throw name.problem(.wrongKind(member: member.text, wanted: .object), place.columns.first)
        }
    }

    // MARK: Values

    private mutating func put(_ value: JSON, in column: Account.Column, _ member: MemberPath) throws(RowProblem) {
        switch (column, value) {
        case (_, .null): try put("", in: column, member)
        case (.storefront, .boolean(let truth)): try put(truth ? "true" : "false", in: column, member)
        case (.storefront, .number("0")): try put("false", in: column, member)
        case (.storefront, .number("1")): try put("true", in: column, member)
        case (.id, _), (.code, _): try put(try identifier(value, column, member), in: column, member)
        case (.country, .object): try put(value["code"] ?? .boolean(false), in: column, member)
        case (_, .string(let text)): try put(text, in: column, member)
        default:
            throw name.problem(.wrongKind(member: member.text, wanted: column == .storefront ? .truth : .text), column)
        }
    }

    private mutating func put(_ text: String, in column: Account.Column, _ member: MemberPath) throws(RowProblem) {
        if let (other, first) = texts[column.place], other != text {
            throw name.problem(.contradiction(first.text, member.text), column)
        }
        texts[column.place] = (text, member)
    }

    /// An id or a code: a text, or a whole number with all its digits.
    private func identifier(_ value: JSON, _ column: Account.Column, _ member: MemberPath) throws(RowProblem) -> String
    {
        switch value {
        case .null: return ""
        case .string(let text): return text
        case .number(let digits) where digits.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }):
            return digits
        default: throw name.problem(.wrongKind(member: member.text, wanted: .identifier), column)
        }
    }

    // MARK: The type

    private mutating func putReseller(_ value: JSON, _ member: MemberPath) throws(RowProblem) {
        let truth = value.truth
        guard truth != nil || value == .null || value == .string("") else {
            throw name.problem(.wrongKind(member: member.text, wanted: .truth), .type)
        }
        if let (other, first) = reseller, other != truth {
            throw name.problem(.contradiction(first.text, member.text), .type)
        }
        reseller = (truth, member)
    }

    /// The platform says only whether an account is a reseller, our export gives its exact kind: the two must agree.
    private mutating func settleType() throws(RowProblem) {
        guard let (truth, member) = reseller else { return }
        guard let (word, first) = texts[Account.Column.type.place], !word.isEmpty else {
            texts[Account.Column.type.place] = nil
            return try put(truth.map { $0 ? "reseller" : "customer" } ?? "", in: .type, member)
        }
        if let truth, truth != (word.squashed == "reseller") {
            throw name.problem(.contradiction(first.text, member.text), .type)
        }
    }

    // MARK: The parent

    private mutating func putParent(_ value: JSON, _ member: MemberPath) throws(RowProblem) {
        switch value {
        case .object:
            guard let code = value["code"] else { return try putPayer(value, member) }
            try putParent(code, member)
        case .null, .string, .number:
            let code = try identifier(value, .parentCode, member)
            parents.append((try .code(code, name), member, true))
        default: throw name.problem(.wrongKind(member: member.text, wanted: .parent), .parentCode)
        }
    }

    /// The payer, as the platform calls it: 0, nothing or the account itself mean that there is no parent.
    private mutating func putPayer(_ value: JSON, _ member: MemberPath, isSure: Bool = true) throws(RowProblem) {
        switch value {
        case .object:
            if let id = value["id"] {
                try putPayer(id, member)
            } else if let code = value["code"] {
                try putParent(code, member)
            } else {
                throw name.problem(.wrongKind(member: member.text, wanted: .parent), .parentCode)
            }
        case .null, .string, .number:
            parents.append((try .id(identifier(value, .parentCode, member), name), member, isSure))
        default: throw name.problem(.wrongKind(member: member.text, wanted: .parent), .parentCode)
        }
    }

    private func parent() throws(RowProblem) -> FileRow.Parent? {
        let named = parents.filter { $0.parent != .nobody }
        let sure = named.filter(\.isSure)
        for other in sure.dropFirst() where other.parent != sure[0].parent {
            throw name.problem(.contradiction(sure[0].member.text, other.member.text), .parentCode)
        }
        return (sure.first ?? named.first ?? parents.first)?.parent
    }
}

extension FileRow.Parent {
    fileprivate static func code(_ text: String, _ name: RowName) throws(RowProblem) -> Self {
        let code = try checked(text, name)
        return code.isEmpty ? .nobody : .code(AccountCode(code))
    }

    fileprivate static func id(_ text: String, _ name: RowName) throws(RowProblem) -> Self {
        let id = try checked(text, name)
        return ["", "0"].contains(id) || AccountID(id) == name.id ? .nobody : .id(AccountID(id))
    }

    private static func checked(_ text: String, _ name: RowName) throws(RowProblem) -> String {
        do throws(RowProblem.Kind) {
            return try Account.Column.parentCode.value(of: text)
        } catch {
            throw name.problem(error, .parentCode)
        }
    }
}
