package import Accounts

/// The words of each finding: what is wrong, and what to do now. The values in them are as the BSS and the vendor have
/// them; they go through the one door for hostile text when they are shown.
extension Finding {
    package var sentence: String { message.followed(by: cure) }

    package var message: String {
        switch rule {
        case .gone: "The BSS no longer has this account"
        case .emailInvalid(let problem, let value): "\(label) \(problem.phrase(of: value))"
        case .emailTaken(let code, let name, let state, let id):
            "\(label) is already used by \(name) (\(code)), which \(state.predicate(as: id))"
        case .emailPlanned(let code, let name):
            "\(label) is already used by \(name) (\(code)), which comes before it in this plan"
        case .countryMissing: "\(label) is missing"
        case .countryUnknown(let code):
            code.hiddenSpot.map { "\(label) holds \($0.phrase), which is invisible" }
                ?? "\(label) \"\(code)\" is not an ISO 3166-1 code of two letters"
        case .fieldEmpty, .choiceMissing: "\(label) is empty"
        case .notAChoice(let value, _): "\(label) \"\(value)\" is not one of the vendor's choices"
        case .notANumber(let value): "\(label) \"\(value)\" is not a number"
        case .hiddenCharacter(let spot), .accountHidden(let spot): "\(label) holds \(spot.phrase), which is invisible"
        case .fileField: "\(label) asks for a file"
        case .parentUnnamed: "\(label) is missing"
        case .parentNotSynchronized(let code, let name, let state):
            "\(label) \(name) (\(code)) \(state.predicate)"
        case .parentInDoubt(let code, let name): "\(label) \(name) (\(code)) is in doubt"
        case .parentBeingSent(let code, let name): "\(label) \(name) (\(code)) is being sent right now"
        case .parentNoReseller(let code): "\(label) \(code) is not a reseller"
        case .storefrontManaged, .storefrontAllowed: "\(label) is Storefront-managed"
        case .parentDiffers(let code): "\(label) is not the account's own reseller\(code.map { " \($0)" } ?? "")"
        case .roleDiffers(let kind, let usual):
            "\(kind == .endCustomer ? "An" : "A") \(kind.rawValue)'s \(label) is usually \(usual)"
        case .resellerIDDiffers(let parents): "\(label) is not the reseller's, \(parents)"
        case .resellerIDTaken(let code, let name): "\(label) is that of another reseller, \(name) (\(code))"
        case .resellerIDRefused(let date, let words):
            "\(label) was in a request that was refused \(date.day)\(words.quotedBehindColon)"
        case .emailShared(let code, let name): "\(label) is also the email of \(name) (\(code))"
        case .emailIsResellers(let name): "\(label) is the reseller's own (\(name))"
        case .emailDoubtful(let doubt, let value): "\(label) \(doubt.phrase(of: value))"
        case .accountsEmailInvalid(let problem, let value): "The account's own email \(problem.phrase(of: value))"
        case .countryUserAssigned(let country):
            "\(label) \(country.code) (\(country.name)) is not in ISO 3166-1, although many platforms use it"
        case .nameCut(_, let length, let limit): "The \(label) has \(length) characters, Dropbox keeps \(limit)"
        case .lookAlike(let spot, let plain): "\(label) holds \(spot.phrase), which looks like \(plain.phrase)"
        case .spaceInside(let spot): "\(label) holds a space\(spot.place)"
        case .notADate(let value): "\(label) \"\(value)\" is not a date of ISO 8601"
        case .notALink(let value): "\(label) \"\(value)\" is not the URL of a page"
        case .checkDigitDiffers(let value): "\(label) \"\(value)\" does not end with its check digit (modulo 11)"
        case .emailFree: "email used by no other account"
        case .countryKnown(let country): "country \(country.code)"
        case .nameFits(let length, let limit): "team name fits (\(length) of \(limit))"
        case .parentPlanned(let code): "parent \(code) comes first"
        case .parentSynchronized(let code, let id): "parent \(code) is \(id.map { "\($0)" } ?? "synchronized")"
        }
    }
}

extension Finding {
    package var label: String {
        switch subject {
        case .account, .field: name
        case .parent: ParentField.label
        case .column(let column): column.label
        }
    }
}

extension Account.Column {
    fileprivate var label: String {
        switch self {
        case .id, .code, .name, .type, .phone, .website, .city, .state, .storefront: rawValue
        case .parentCode: "parent"
        case .email: "Email"
        case .country: "Country"
        case .contactFirstName: "contact's first name"
        case .contactLastName: "contact's last name"
        case .address1: "address line 1"
        case .address2: "address line 2"
        case .postCode: "post code"
        }
    }
}
