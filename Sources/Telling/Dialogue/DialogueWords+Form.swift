package import Accounts
package import Synchronizing

extension DialogueWords {
    /// What may be done with a form after it was looked at.
    package enum Review: Equatable, Sendable {
        case sendable
        /// Only that the platform would create the account itself stands against it.
        case storefront
        case blocked
    }

    package static func formTitle(_ form: SyncForm) -> String {
        "Sync Options of \(form.account.named) on \(form.situation.system.name). Enter keeps a value, - empties it."
    }

    package static func question(_ review: Review) -> String {
        switch review {
        case .sendable, .storefront: "Save & Synchronize? y: send. e: edit again. t: what would be sent. n: leave it."
        case .blocked:
            "It cannot be sent like this. e: edit again. t: what would be sent. p: the reseller's form. n: leave it."
        }
    }

    package static func parent(_ field: ParentField) -> String {
        let words: String
        if let chosen = field.chosen {
            words = chosen.named
        } else {
            switch field.absence {
            case .reseller, .directCustomer, nil: words = "blank"
            case .unnamed: words = "missing"
            case .notSynchronized(let reseller): words = "\(reseller.named) \(reseller.state.predicate)"
            }
        }
        let why = field.message.text { _ in "p" }
        return "Parent Account: \(words)\(why.isEmpty ? "." : ", \(why.sentence.lowercasedFirst)")"
    }

    package static let parentQuestion = "Enter keeps it, or a part of another reseller's name or code:"
    package static let whichParent = "Which one? Its number, or Enter for none of them:"

    package static func field(_ field: FormField) -> String {
        "\(field.label): \(field.shownValue.isEmpty ? "empty" : field.shownValue)\(origin(of: field))."
    }

    package static func question(_ field: FormField) -> String {
        let needed = field.definition.isRequired ? ", required" : ""
        return "\(field.label)\(needed): \(field.shownValue.isEmpty ? "empty" : field.shownValue)\(origin(of: field)):"
    }

    private static func origin(of field: FormField) -> String {
        let words = field.provenance.phrase.isEmpty ? field.definition.explanation : field.provenance.phrase
        return words.isEmpty ? "" : ", \(words)"
    }

    package static func choices(_ names: [String]) -> String {
        "One of \(names.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", "))."
    }

    package static let beforeSending = "Before sending:"

    package static func finding(_ finding: Finding) -> String {
        let words = finding.sentence.sentence
        switch finding.severity {
        case .blocks: return "To be corrected: \(words)"
        case .warns: return Phrases.worthALook(words)
        case .passes: return "In order: \(words)"
        }
    }

    package static func paused(_ system: SystemName, _ reason: String) -> KeyedText {
        "\(system) is paused: \(reason). \(key: .cases) at the accounts lists it; there it can be used again."
    }

    package static let showPassword = "show the generated password, once"
    package static func nextCustomer(_ account: Account) -> String { "go on with the next customer, \(account.named)" }
    package static func adoptFound(_ account: Account, _ id: ExternalID, _ system: SystemName) -> String {
        "Adopting it makes \(account.named) \(id) at \(system)."
    }

    // MARK: What needs you

    package static let casesPrompt = "What needs you, a number or a letter, ? for help:"
    package static let casePrompt = "This case, a letter, ? for help:"
    package static let casesHelp = [
        "A number: what happened, and what can be done about it.",
        "E: ask the vendor about everything in doubt. l: these lines again.",
        "Enter: back.",
    ]
    package static let caseHelp = [
        "e: ask the vendor whether it exists. a: adopt the id. A and an id: adopt the one that the portal shows.",
        "S: send again, once the wait is over. X: abandon. s: the account.",
        "Enter: back.",
    ]

    package static func notListed(_ kind: Inbox.Kind, _ count: Int) -> String {
        "\(count.grouped) more \(count == 1 ? "is" : "are") \(kind.counted)."
    }

    package static func useAgain(_ system: SystemName) -> String { "use \(system) again" }

    package static func next(_ words: KeyedText) -> KeyedText { "What happens next: \(words)" }
    package static func badID(_ problem: String) -> String { "The id \(problem)." }
}
