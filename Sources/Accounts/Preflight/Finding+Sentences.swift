/// The words of each finding: what is the matter, and what to do now. Values in them are as the BSS and the vendor have them; they
/// go through the one door for hostile text where they are shown.
extension Finding {
    /// The whole sentence: the label, what is the matter, and the cure if there is one.
    public var sentence: String {
        guard let cure else { return message }
        return "\(message): \(cure)"
    }

    /// What is the matter, beginning with the label.
    public var message: String {
        switch rule {
        case .emailInvalid(let problem, let value): "\(label) \(problem.phrase(of: value))"
        case .emailTaken(let code, let name, let state, let id):
            "\(label) is already used by \(name) (\(code)), which is \(state.rawValue)\(id.map { " as \($0)" } ?? "")"
        case .countryMissing: "\(label) is missing"
        case .countryUnknown(let code): "\(label) \"\(code)\" is no ISO 3166-1 code of two letters"
        case .fieldEmpty: "\(label) is empty"
        case .notAChoice(let value, _): "\(label) \"\(value)\" is none of the vendor's choices"
        case .notANumber(let value): "\(label) \"\(value)\" is not a number"
        case .controlCharacter: "\(label) contains a control character"
        case .fileField: "\(label) asks for a file"
        case .parentUnnamed: "\(label) is missing"
        case .parentNotSynchronized(let code, let name, let state):
            "\(label) \(name) (\(code)) is \(state.rawValue)"
        case .parentInDoubt(let code, let name): "\(label) \(name) (\(code)) is in doubt"
        case .parentNoReseller(let code): "\(label) \(code) is no reseller"
        case .storefrontManaged, .storefrontAllowed: "\(label) is Storefront-managed"
        case .parentDiffers(let code): "\(label) is not the account's own reseller\(code.map { " \($0)" } ?? "")"
        case .roleDiffers(let kind): "\(label) is not the one for a \(kind.noun)"
        case .resellerIDDiffers(let parents): "\(label) is not the reseller's, \(parents)"
        case .emailShared(let code, let name): "\(label) is also the email of \(name) (\(code))"
        case .emailIsResellers(let name): "\(label) is the reseller's own (\(name))"
        case .accountsEmailInvalid(let problem): "The account's own email \(problem.phrase(of: ""))"
        case .nameCut(let cut, let length, let limit):
            "\(label) has \(length) characters of at most \(limit); the team will be called \"\(cut)\""
        case .emailFree: "email used by no other account"
        case .countryKnown(let country): "country \(country.code)"
        case .nameFits(let length, let limit): "team name fits (\(length) of \(limit))"
        case .parentPlanned(let code): "parent \(code) comes first"
        case .parentSynchronized(let code, let id): "parent \(code) is \(id.map { "\($0)" } ?? "synchronized")"
        }
    }

    /// What to do now; nil where nothing needs doing.
    public var cure: String? {
        switch rule {
        case .emailInvalid(.missing, _): "enter one, or correct it in the BSS and import again"
        case .emailInvalid: "correct it"
        case .emailTaken: "one email serves one account at the vendor; enter another"
        case .countryMissing, .countryUnknown: "correct it in the BSS and import again"
        case .fieldEmpty: "enter a value"
        case .notAChoice(_, let choices): "choose one of \(choices.joined(separator: ", "))"
        case .notANumber: "enter a number"
        case .controlCharacter: "enter it again without"
        case .fileField: "this console cannot send one"
        case .parentUnnamed: "set the customer's reseller in the BSS and import again, or choose one here"
        case .parentNotSynchronized: "synchronize the reseller first"
        case .parentInDoubt: "resolve the reseller first"
        case .parentNoReseller: "choose a reseller"
        case .storefrontManaged: "the platform creates it at its first Storefront order; confirm to do it by hand"
        case .storefrontAllowed: "the platform would create it at its first Storefront order"
        case .parentDiffers: "the account itself is not changed"
        case .roleDiffers: "check it"
        case .resellerIDDiffers: "a wrong one holds the first order"
        case .emailShared: "the second account with it will be blocked"
        case .emailIsResellers: "the team hangs until the reseller accepts the invitation"
        case .accountsEmailInvalid: "an order in the BSS needs it; correct it in the BSS and import again"
        case .nameCut: "the vendor cuts it; nothing is lost here"
        case .emailFree, .countryKnown, .nameFits, .parentSynchronized, .parentPlanned: nil
        }
    }
}

extension EmailAddress.Problem {
    /// What is the matter, to follow the name of the field.
    public func phrase(of value: String) -> String {
        switch self {
        case .missing: "is missing"
        case .noSingleAt: "\(quoted(value))is not an address: it needs exactly one @"
        case .character(let character): "\(quoted(value))contains \"\(character)\", which an address cannot have"
        case .emptyLocalPart: "\(quoted(value))has nothing before the @"
        case .domain: "\(quoted(value))has no valid domain after the @"
        case .localPartTooLong: "has more than 64 characters before the @"
        case .tooLong: "has more than 254 characters"
        }
    }

    private func quoted(_ value: String) -> String { value.isEmpty ? "" : "\"\(value)\" " }
}

extension Account.Kind {
    /// The kind as it stands in a sentence.
    public var noun: String {
        switch self {
        case .reseller: "reseller"
        case .endCustomer: "end customer"
        case .directCustomer: "direct customer"
        }
    }
}
