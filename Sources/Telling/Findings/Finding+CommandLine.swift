package import Accounts
package import Synchronizing

extension Finding {
    /// What to do now if a command was given and no form is open.
    package var commandCure: String? {
        switch rule {
        case .fieldEmpty: "add --set \(label.asOption)=VALUE"
        case .choiceMissing(let choices):
            "add --set \(label.asOption)=VALUE, one of: \(choices.joined(separator: ", "))"
        case .parentUnnamed: "set the customer's reseller in the BSS, and read it again, or add --set parent=CODE"
        case .countryMissing: "set the country in the BSS, then pull or import again"
        case .countryUnknown(let code):
            "correct the country\(Country(meaning: code).map { " to \($0.code)" } ?? "") in the BSS, then pull or import again"
        case .storefrontManaged:
            "the platform creates it at its first Storefront order; add --storefront-too to do it by hand"
        default: cure
        }
    }

    package var commandSentence: String { message.followed(by: commandCure) }
}

extension Phrases {
    /// A warning about what is about to be sent.
    package static func worthALook(_ sentence: String) -> String { "Worth a look: \(sentence.sentence)" }
}

extension Notice {
    package init(command conclusion: Conclusion, of form: SyncForm) {
        self.init(conclusion, of: form)
        guard case .blocked(let findings) = conclusion else { return }
        details = form.withoutFollowing(findings).filter { $0.severity == .blocks }.map(\.commandSentence)
    }
}

extension String {
    /// A label in a form that is easy to type: `reseller-id` for "Reseller ID".
    var asOption: String { optionName.inShell }

    /// The same before it is quoted.
    var optionName: String {
        let isPlain = unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == " ")
        }
        return isPlain ? lowercased().replacing(" ", with: "-") : self
    }
}
