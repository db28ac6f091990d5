/// A name of a member of JSON that is made while it is written.
struct MemberName: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension KeyedEncodingContainer<MemberName> {
    mutating func put(_ name: String, _ value: some Encodable) throws {
        try encode(value, forKey: MemberName(stringValue: name))
    }

    mutating func members(of name: String) -> Self {
        nestedContainer(keyedBy: MemberName.self, forKey: MemberName(stringValue: name))
    }
}
