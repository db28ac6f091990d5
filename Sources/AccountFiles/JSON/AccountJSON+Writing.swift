package import Accounts

extension AccountJSON {
    /// Writes the columns of an account, except the parent, into the object that is being encoded.
    package static func encode(_ account: Account, to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Name.self)
        for place in MemberNames.Place.allCases {
            var members =
                place == .account ? object : object.nestedContainer(keyedBy: Name.self, forKey: Name(place.rawValue))
            for column in place.columns {
                guard let name = column.member.map({ Name($0.name) }) else { continue }
                if column == .storefront {
                    try members.encode(account.isStorefrontManaged, forKey: name)
                } else {
                    try members.encode(account[column], forKey: name)
                }
            }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
