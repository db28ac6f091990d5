package import FoundationEssentials

/// One result of the preflight.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Codable {
        /// Nothing is sent until it is corrected.
        case blocks
        /// It is shown, and the form may still be sent.
        case warns
        /// It was checked and is in order.
        case passes
    }

    /// What the finding is about.
    package enum Subject: Hashable, Sendable {
        /// The account as a whole.
        case account
        /// One column of the account.
        case column(Account.Column)
        case parent
        case field(FieldID)
    }

    package enum Rule: Hashable, Sendable {
        // What blocks
        /// The BSS no longer has the account.
        case gone
        case emailInvalid(EmailAddress.Problem, value: String)
        case emailTaken(by: AccountCode, name: String, state: SyncState, as: ExternalID?)
        /// An account that comes before it in the same plan has it.
        case emailPlanned(for: AccountCode, name: String)
        case countryMissing
        case countryUnknown(String)
        case fieldEmpty
        /// Nothing is chosen; the names of the vendor's choices.
        case choiceMissing([String])
        case notAChoice(String, choices: [String])
        case notANumber(String)
        case hiddenCharacter(Spot)
        case fileField
        case parentUnnamed
        case parentNotSynchronized(AccountCode, name: String, state: SyncState)
        case parentInDoubt(AccountCode, name: String)
        case parentBeingSent(AccountCode, name: String)
        case parentNoReseller(AccountCode)
        case storefrontManaged
        // What warns
        case storefrontAllowed
        case parentDiffers(AccountCode?)
        case roleDiffers(Account.Kind, usual: String)
        case resellerIDDiffers(parents: String)
        /// Another reseller has it.
        case resellerIDTaken(by: AccountCode, name: String)
        /// It was in a request that the vendor refused, for whatever reason, and in none that it accepted.
        case resellerIDRefused(on: Date, words: String)
        case emailShared(with: AccountCode, name: String)
        case emailIsResellers(name: String)
        case emailDoubtful(EmailAddress.Doubt, value: String)
        case accountsEmailInvalid(EmailAddress.Problem, value: String)
        case countryUserAssigned(Country)
        case accountHidden(Spot)
        case nameCut(to: String, length: Int, limit: Int)
        case lookAlike(Spot, LookAlike)
        case spaceInside(Spot)
        case notADate(String)
        case notALink(String)
        case checkDigitDiffers(String)
        // What passes
        case emailFree
        case countryKnown(Country)
        case nameFits(length: Int, limit: Int)
        case parentSynchronized(AccountCode, as: ExternalID?)
        case parentPlanned(AccountCode)
    }

    package let subject: Subject
    /// The account's name, or the vendor's label for a field; empty for anything that has a name of our own.
    package let name: String
    package let rule: Rule

    init(_ subject: Subject, _ rule: Rule, named name: String = "") {
        self.subject = subject
        self.name = name
        self.rule = rule
    }

    /// Whether a field that must have a value has none.
    package var isOfEmptyField: Bool {
        switch rule {
        case .fieldEmpty, .choiceMissing: true
        default: false
        }
    }

    package var severity: Severity {
        switch rule {
        case .gone, .emailInvalid, .emailTaken, .emailPlanned, .countryMissing, .countryUnknown, .fieldEmpty,
            .choiceMissing,
            .notAChoice, .notANumber, .hiddenCharacter, .fileField, .parentUnnamed, .parentNotSynchronized,
            .parentInDoubt,
            .parentBeingSent, .parentNoReseller, .storefrontManaged:
            .blocks
        case .storefrontAllowed, .parentDiffers, .roleDiffers, .resellerIDDiffers, .resellerIDTaken, .resellerIDRefused,
            .emailShared, .emailIsResellers,
            .emailDoubtful, .accountsEmailInvalid, .countryUserAssigned, .accountHidden, .nameCut, .lookAlike,
            .spaceInside, .notADate, .notALink, .checkDigitDiffers:
            .warns
        case .emailFree, .countryKnown, .nameFits, .parentSynchronized, .parentPlanned:
            .passes
        }
    }
}
