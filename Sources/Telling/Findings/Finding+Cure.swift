package import Accounts

extension Finding {
    package var cure: String? {
        switch rule {
        case .gone: "find out why; once the BSS has it again, the next pull brings it back"
        case .emailInvalid(let problem, let value):
            subject == .column(.email) ? problem.cureInBSS(of: value) : problem.cure(of: value)
        case .accountsEmailInvalid(let problem, let value):
            "an order in the BSS needs it; \(problem.cureInBSS(of: value))"
        case .emailTaken, .emailPlanned: "one email serves one account at the vendor; enter another"
        case .countryUnknown(let code):
            "correct it\(Country(meaning: code).map { " to \($0.code)" } ?? "") in the BSS, and read it again"
        case .countryMissing, .accountHidden: "correct it in the BSS, and read it again"
        case .countryUserAssigned: "check that the vendor takes it"
        case .fieldEmpty: "enter a value"
        case .choiceMissing: "choose one"
        case .notAChoice(_, let choices): "choose one of \(choices.joined(separator: ", "))"
        case .notANumber(let value): Self.numberCure(DecimalText.readings(of: value))
        case .hiddenCharacter: "type it again without it"
        case .fileField: "this console cannot send one"
        case .parentUnnamed: "set the customer's reseller in the BSS, and read it again, or choose one here"
        case .parentNotSynchronized(_, _, let state): state.cureOfParent
        case .parentInDoubt: SyncState.inDoubt.cureOfParent
        case .parentBeingSent: SyncState.sending.cureOfParent
        case .parentNoReseller: "choose a reseller"
        case .storefrontManaged:
            "the platform creates it at its first Storefront order; confirm to send it by hand"
        case .storefrontAllowed: "the platform would create it at its first Storefront order"
        case .parentDiffers: "the account itself is not changed"
        case .roleDiffers, .emailDoubtful, .spaceInside, .checkDigitDiffers: "check it"
        case .lookAlike(_, let plain): "type it again if \(plain.phrase) is meant"
        case .notADate(let value):
            DateText.reading(of: value).map { "write \($0)" } ?? "write year, month and day, as in 2026-11-25"
        case .notALink: "write it with its scheme, as in https://www.example.com"
        case .resellerIDTaken, .resellerIDRefused: "look it up in the vendor's portal"
        case .resellerIDDiffers: "a wrong one holds the first order"
        case .emailShared: "the second account with it will be blocked"
        case .emailIsResellers: "the team hangs until the reseller accepts the invitation"
        case .nameCut(let cut, _, _): "the team will be called \"\(cut)\""
        case .emailFree, .countryKnown, .nameFits, .parentSynchronized, .parentPlanned: nil
        }
    }

    private static func numberCure(_ readings: [String]) -> String {
        readings.isEmpty ? "enter a number, such as 12 or 12.5" : "write \(readings.joined(separator: " or "))"
    }
}

extension SyncState {
    /// What to do about a reseller in this state before its customers can be sent.
    var cureOfParent: String {
        switch self {
        case .notSynchronized, .notSent, .synchronized: "synchronize the reseller first"
        case .blocked: "correct the reseller and synchronize it first"
        case .refused: "correct what the vendor refused of the reseller, and synchronize it first"
        case .waiting, .sending: "wait for it"
        case .inDoubt: "resolve the reseller first"
        case .atVendor: "adopt the reseller first, if it is this account"
        case .conflict: "settle the reseller's conflict first"
        case .abandoned: "adopt the reseller's id if it is at the vendor after all, or choose another parent"
        }
    }
}

extension EmailAddress.Problem {
    /// What to do about an email that is not a field of the form.
    fileprivate func cureInBSS(of value: String) -> String {
        "correct it\(EmailAddress(meaning: value).map { " to \($0.text)" } ?? "") in the BSS, and read it again"
    }
}
