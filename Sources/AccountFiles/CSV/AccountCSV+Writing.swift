public import Accounts

extension AccountCSV {
    /// Writes accounts with all columns; `isGuarded`: cells that a spreadsheet would run are prefixed with an apostrophe.
    public static func write(
        _ accounts: some Sequence<Account>,
        parentCode: (AccountID) -> AccountCode?,
        isGuarded: Bool = true
    ) -> String {
        var text = Column.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        for account in accounts {
            let parent = account.parent.flatMap(parentCode)?.rawValue ?? ""
            text += Column.allCases.map { quoted(account.value(of: $0, parent: parent), isGuarded) }
                .joined(separator: ",")
            text += "\n"
        }
        return text
    }

    private static func quoted(_ cell: String, _ isGuarded: Bool) -> String {
        let cell = isGuarded ? cell.withGuard : cell
        guard cell.utf8.contains(where: { ",;\"\n\r\t".utf8.contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}

extension Account {
    func value(of column: Column, parent: String) -> String {
        switch column {
        case .id: id.rawValue
        case .code: code.rawValue
        case .name: name
        case .type: kind == .reseller ? "reseller" : "customer"
        case .parentCode: parent
        case .email: email
        case .country: country
        case .phone: phone
        case .website: website
        case .contactFirstName: contact.firstName
        case .contactLastName: contact.lastName
        case .address1: address.line1
        case .address2: address.line2
        case .city: address.city
        case .postCode: address.postCode
        case .state: address.state
        case .storefront: isStorefrontManaged ? "true" : "false"
        }
    }
}
