package enum AccountsWords {
    package static let noneSelected = "no account is selected"
    package static let noneShown = "no account is shown"
    package static let noSystem = "\(Refusal.noSystem): \(Refusal.registering)"
    package static let onlySystem = "there is no other system"
    package static let noFilter: KeyedText = "there is no filter, and nothing to go back to; \(key: .quit) quits"
    package static let treeHasOneOrder = "a tree has one order"
    package static let isFlat: KeyedText = "the list is flat: \(key: .tree) shows the tree"
    package static let nothingHidden = "no customers are hidden under it"
    package static let nothingShown = "no customers are shown under it"

    package static var noAccounts: String { "No accounts yet: \(ShellCommand("accounts import FILE"))" }
    package static let noSpelling = "no other spelling is offered"
    package static let reading = "reading …"
    package static let columns = "shown where there is room"

    package static let noMatch: KeyedText = "No account matches. \(key: .clearFilter) clears the filter."

    /// What is said where a filter selects nothing, but another spelling would.
    package static func nearest(_ word: String, _ count: Int, isTyping: Bool) -> KeyedText {
        let question: KeyedText = "No account matches. Did you mean \(word) (\(count.grouped))?"
        return isTyping ? "\(question) \(key: .takeSpelling) takes it." : question
    }

    /// How many accounts there are, and how many of them a filter shows; nil while that is not known.
    package static func shown(_ matches: Int?, of total: Int?, isFiltered: Bool) -> String {
        let all = total?.grouped ?? "…"
        return isFiltered ? "\(matches?.grouped ?? "…") of \(all)" : "\(all) (all)"
    }
}
