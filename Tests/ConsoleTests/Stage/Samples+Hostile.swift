import Accounts

/// Names that somebody else wrote to harm or to confuse.
enum Hostile {
    static let names = [
        "\u{1B}[2J\u{1B}]0;owned\u{07}Escape", "\u{9B}31mC1\u{90}x\u{9C}",
        "bidi \u{202E}gnp.exe\u{202C}\u{2067}x\u{2069}\u{200F}",
        "line\nbreak\r\ntab\tend", "Zal\(String(repeating: "\u{300}", count: 40))go", "\u{301}mark first",
        "👩‍👩‍👧‍👦 family 👍🏽 🏳️‍🌈", "東京株式会社東京株式会社東京株式会社東京", "zero\u{200B}width\u{200D}\u{FEFF}x\u{2060}",
        "tag\u{E0001}\u{E0041}", "\u{2028}separator\u{2029}", "private \u{E000} \u{FFFF} \u{10FFFF}", "del\u{7F}ete",
        "नई दिल्ली ร้านน้ำ",
        "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "\u{115F}\u{1160}\u{3164}filler",
    ]

    /// A reseller and a customer of each name, everything in them as bad as their name.
    static let accounts: [Account] = names.enumerated()
        .flatMap { index, name in
            let contact = Account.Contact(firstName: name, lastName: name)
            let address = Account.Address(line1: name, line2: name, city: name, postCode: name, state: name)
            func account(_ kind: Account.Kind, _ letter: String, _ parent: AccountID?) -> Account {
                Account(
                    id: AccountID("h\(letter)\(index)\(name)"),
                    code: AccountCode("H\(letter)\(index)\(name)"),
                    name: name,
                    kind: kind,
                    parent: parent,
                    email: "\(letter)\(index)@x.example",
                    country: index % 2 == 0 ? "DE" : name,
                    phone: name,
                    website: name,
                    contact: contact,
                    address: address
                )
            }
            let reseller = account(.reseller, "R", nil)
            return [reseller, account(.endCustomer, "C", reseller.id)]
        }
}
