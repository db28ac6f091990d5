package import Accounts
package import Synchronizing

extension Finding {
    /// What to do now, where it is a command that was given and no form that is open.
    package var commandCure: String? {
        switch rule {
        case .fieldEmpty: "add --set \(label.asOption)=VALUE"
        case .parentUnnamed: "set the customer's reseller in the BSS and import again, or add --set parent=CODE"
        case .storefrontManaged:
            "the platform creates it at its first Storefront order; add --storefront-too to do it by hand"
        default: cure
        }
    }

    /// The whole sentence.
    package var commandSentence: String { commandCure.map { "\(message): \($0)" } ?? message }
}

extension Notice {
    /// Tells how a synchronization ended that a command asked for.
    package init(command conclusion: Conclusion, of form: SyncForm) {
        self.init(conclusion, of: form)
        guard case .blocked(let findings) = conclusion else { return }
        details = findings.filter { $0.severity == .blocks }.map(\.commandSentence)
    }
}

extension String {
    /// A label as it is easily typed: `reseller-id` for "Reseller ID".
    fileprivate var asOption: String {
        let isPlain = unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == " ")
        }
        return isPlain ? lowercased().replacing(" ", with: "-") : FieldID(self).inShell
    }
}
